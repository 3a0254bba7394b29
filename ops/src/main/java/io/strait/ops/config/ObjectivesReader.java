package io.strait.ops.config;

import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.slo.Objectives;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code objectives}: what is promised about all links, and what about some differs. */
final class ObjectivesReader {
  private static final Duration HEARTBEATS = Duration.ofSeconds(5);
  private static final Duration MOST_SELDOM = Duration.ofMinutes(1);
  private static final String OFF = "off";

  private final List<Link> links;
  private final Problems problems;
  private final Durations durations;

  ObjectivesReader(List<Link> links, Problems problems) {
    this.links = links;
    this.problems = problems;
    this.durations = new Durations(problems);
  }

  /** Nothing is promised without the section; with an empty one the defaults are. */
  ObjectiveSettings read(Section root) {
    return root.sectionOrEmpty("objectives").map(this::settings).orElseGet(ObjectiveSettings::none);
  }

  private ObjectiveSettings settings(Section section) {
    LinkObjectivesReader reader = new LinkObjectivesReader(problems);
    Objectives all = reader.read(section, Objectives.usual());
    Optional<Duration> heartbeats = heartbeats(section);
    Optional<String> base = section.optional("runbookBase").flatMap(this::base);
    Map<LinkName, Objectives> each = new HashMap<>();
    links.forEach(link -> each.put(link.name(), all));
    section
        .named("links")
        .forEach(
            (name, differs) -> {
              links.stream()
                  .filter(link -> link.name().value().equals(name))
                  .findFirst()
                  .ifPresentOrElse(
                      link -> each.put(link.name(), reader.read(differs, all)),
                      () -> unknown(differs, name));
              differs.done();
            });
    section.done();
    return new ObjectiveSettings(each, heartbeats, base);
  }

  private Optional<Duration> heartbeats(Section section) {
    if (section.isText("heartbeats", OFF)) {
      return Optional.empty();
    }
    Duration every = durations.read(section, "heartbeats", HEARTBEATS);
    if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(MOST_SELDOM) > 0) {
      problems.error(
          section.path() + ".heartbeats",
          section.line(),
          "is " + every.toMillis() + " ms, but must be from 1s to 1m, or off",
          "Write for example 'heartbeats: 5s'");
    }
    return Optional.of(every);
  }

  private Optional<String> base(Text text) {
    try {
      URI uri = URI.create(text.value());
      if (uri.isAbsolute() && uri.getRawUserInfo() == null) {
        return Optional.of(text.value().replaceAll("/+$", ""));
      }
    } catch (IllegalArgumentException e) {
      // The same answer as to an address that is not absolute.
    }
    problems.error(
        text.path(),
        text.line(),
        "is no absolute address without a password",
        "Write where the folder 'runbooks' can be read, such as https://wiki.example.org/strait");
    return Optional.empty();
  }

  private void unknown(Section section, String name) {
    List<String> known = links.stream().map(link -> link.name().value()).toList();
    problems.error(
        section.path(),
        section.line(),
        "names link '" + name + "', which is not under links",
        Nearest.advice(name, known.stream().collect(Collectors.toSet())));
  }
}
