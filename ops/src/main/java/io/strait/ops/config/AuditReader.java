package io.strait.ops.config;

import io.strait.ops.flow.ByteRate;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.audit.AuditOptions;
import io.strait.validator.audit.WindowRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code audit}: which links are audited all the time, how, and where results go as well. */
final class AuditReader {
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}|1000000");
  private static final Pattern CREDENTIAL = Pattern.compile("[?&](user|password)=");
  private static final long DEFAULT_RATE = 20L << 20;

  private final List<Link> links;
  private final Secrets secrets;
  private final Problems problems;

  AuditReader(List<Link> links, Secrets secrets, Problems problems) {
    this.links = links;
    this.secrets = secrets;
    this.problems = problems;
  }

  /** Where an audit begins. */
  private enum Begin {
    EARLIEST,
    LATEST
  }

  AuditSettings read(Section root) {
    return root.section("audit").map(this::audit).orElse(AuditSettings.NONE);
  }

  private AuditSettings audit(Section section) {
    Set<LinkName> audited = section.has("links") ? named(section) : all();
    AuditOptions options = options(section);
    long rate = section.optional("rate").map(this::rate).orElse(DEFAULT_RATE);
    Optional<PostgresSettings> postgres = section.section("postgres").flatMap(this::postgres);
    section.done();
    return new AuditSettings(audited, options, rate, postgres);
  }

  private AuditOptions options(Section section) {
    AuditOptions defaults = AuditOptions.defaults();
    WindowRule rule = defaults.rule();
    Durations durations = new Durations(problems);
    Duration every = durations.read(section, "every", Duration.ofSeconds(5));
    Duration grace = durations.read(section, "grace", defaults.grace());
    Duration window = durations.read(section, "window", rule.size());
    Duration lateness = durations.read(section, "lateness", rule.allowedLateness());
    boolean latest = new Choice(problems).read(section, "from", Begin.EARLIEST) == Begin.LATEST;
    long range = section.optional("range").map(this::range).orElse(defaults.range());
    if (window.compareTo(Duration.ofSeconds(1)) < 0) {
      problems.error(
          section.path() + ".window",
          section.line(),
          "is shorter than a second",
          "Windows of 1m are usual");
      window = rule.size();
    }
    return defaults
        .withTimes(every, grace)
        .withLatest(latest)
        .withRange(range)
        .withRule(rule.withSize(window, lateness));
  }

  private Set<LinkName> all() {
    return links.stream().map(Link::name).collect(Collectors.toSet());
  }

  private Set<LinkName> named(Section section) {
    Set<LinkName> named = new TreeSet<>(java.util.Comparator.comparing(LinkName::value));
    for (Text text : section.texts("links")) {
      Optional<LinkName> found =
          all().stream().filter(name -> name.value().equals(text.value())).findFirst();
      found.ifPresent(named::add);
      if (found.isEmpty()) {
        problems.error(
            text.path(),
            text.line(),
            "is '" + text.value() + "', which is no link of this configuration",
            Nearest.advice(
                text.value(), all().stream().map(LinkName::value).collect(Collectors.toSet())));
      }
    }
    return named;
  }

  private long range(Text text) {
    if (NUMBER.matcher(text.value()).matches()) {
      return Long.parseLong(text.value());
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + text.value() + "', which is no number of offsets from 1 to 1000000",
        "Write for example 'range: 50000'");
    return AuditOptions.defaults().range();
  }

  private long rate(Text text) {
    try {
      return ByteRate.parse(text.value()).bytesPerSecond();
    } catch (IllegalArgumentException e) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is no rate",
          "Write a number and a unit, such as " + ByteRate.EXAMPLES);
      return DEFAULT_RATE;
    }
  }

  private Optional<PostgresSettings> postgres(Section section) {
    Optional<Text> url = section.required("url").filter(this::isUrl);
    Optional<Text> user = section.required("user");
    Optional<String> password = section.required("password").flatMap(secrets::secret);
    section.done();
    return url.isPresent() && user.isPresent() && password.isPresent()
        ? Optional.of(new PostgresSettings(url.get().value(), user.get().value(), password.get()))
        : Optional.empty();
  }

  /** The problem does not repeat the url: it may hold a password. */
  private boolean isUrl(Text text) {
    boolean good =
        text.value().startsWith("jdbc:postgresql:")
            && !text.value().contains("@")
            && !CREDENTIAL.matcher(text.value()).find();
    if (!good) {
      problems.error(
          text.path(),
          text.line(),
          "is no url of a PostgreSQL database without user and password",
          "Write jdbc:postgresql://host:5432/database; user and password have keys of their own");
    }
    return good;
  }
}
