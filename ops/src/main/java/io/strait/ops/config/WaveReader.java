package io.strait.ops.config;

import io.strait.migrator.plan.Budgets;
import io.strait.migrator.plan.Wave;
import io.strait.replicator.engine.CopyPolicy;
import io.strait.replicator.engine.OffsetRule;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code waves}. */
final class WaveReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern PRINCIPAL = Pattern.compile("User:(?!\\*$).+");

  private final Map<ClusterAlias, ClusterConfig> clusters;
  private final List<Link> links;
  private final Map<LinkName, LinkSettings> settings;
  private final Set<String> linkNames;
  private final Problems problems;
  private final Map<String, String> owners = new HashMap<>();

  WaveReader(
      Map<ClusterAlias, ClusterConfig> clusters,
      List<Link> links,
      LinkReader read,
      Problems problems) {
    this.linkNames = read.names();
    this.settings = read.settings();
    this.clusters = clusters;
    this.links = links;
    this.problems = problems;
  }

  List<Wave> read(Section root) {
    List<Wave> waves = new ArrayList<>();
    for (Section section : root.sections("waves")) {
      wave(section).ifPresent(waves::add);
      section.done();
    }
    return waves;
  }

  private Optional<Wave> wave(Section section) {
    Optional<Text> name = section.required("name").filter(this::isLegalName);
    Optional<Link> link = section.required("link").flatMap(this::link);
    link.ifPresent(found -> claimLink(section, found));
    List<Text> topics = section.texts("topics");
    List<Text> groups = section.texts("groups");
    List<Text> principals = section.texts("principals");
    Budgets budgets =
        section
            .section("budgets")
            .map(new BudgetReader(problems)::read)
            .orElseGet(Budgets::defaults);
    link.ifPresent(found -> checkCredentials(section, found));
    link.ifPresent(found -> checkPolicy(section, found));
    checkTopics(section, topics, link);
    groups.forEach(group -> claim("group " + group.value(), group, "group"));
    checkPrincipals(section, principals);
    if (name.isEmpty() || link.isEmpty() || problems.hasErrors()) {
      return Optional.empty();
    }
    return Optional.of(
        new Wave(
            name.get().value(),
            link.get(),
            values(topics),
            values(groups),
            values(principals),
            budgets));
  }

  private boolean isLegalName(Text name) {
    claim("wave " + name.value(), name, "wave name");
    if (NAME.matcher(name.value()).matches()) {
      return true;
    }
    problems.error(
        name.path(),
        name.line(),
        "is '" + name.value() + "', which is not 1 to 63 of a-z 0-9 . _ -",
        "Rename the wave");
    return false;
  }

  private Optional<Link> link(Text text) {
    Optional<Link> known =
        links.stream().filter(link -> link.name().value().equals(text.value())).findFirst();
    if (known.isEmpty() && !linkNames.contains(text.value())) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is not one of the links",
          Nearest.advice(text.value(), linkNames));
    }
    return known;
  }

  private void claimLink(Section section, Link link) {
    claim(
        "link " + link.name(),
        new Text(section.path() + ".link", section.line(), link.name().value()),
        "link");
  }

  private void checkCredentials(Section section, Link link) {
    for (ClusterAlias alias : List.of(link.source(), link.target())) {
      if (clusters.get(alias).cutover().isEmpty()) {
        problems.error(
            section.path(),
            section.line(),
            "moves topics of cluster '" + alias + "', which has no cutover credential",
            "Add clusters." + alias + ".cutover with a credential that may ALTER the cluster");
      }
    }
  }

  /** Groups go on at the positions that they have, and the way back copies the same records. */
  private void checkPolicy(Section section, Link link) {
    CopyPolicy policy = settings.getOrDefault(link.name(), LinkSettings.defaults()).policy();
    if (link.topics().stream().anyMatch(topic -> policy.records().mayDrop(topic.source()))) {
      problems.error(
          section.path() + ".link",
          section.line(),
          "is '" + link.name() + "', which leaves out or changes records, so nothing could go back",
          "Remove 'records: {filters, transforms}' from the link");
    }
    if (policy.offsets() == OffsetRule.MAPPED) {
      problems.error(
          section.path() + ".link",
          section.line(),
          "is '" + link.name() + "', whose offsets are mapped, but groups keep their positions",
          "Use 'offsets: auto', 'exact' or 'filled' for the link");
    }
  }

  private void checkTopics(Section section, List<Text> topics, Optional<Link> link) {
    if (section.isEmptyList("topics")) {
      problems.error(
          section.path() + ".topics",
          section.line(),
          "names no topic",
          "Add 'topics: [name, ...]'");
    }
    topics.forEach(topic -> claim("topic " + topic.value(), topic, "topic"));
    if (link.isPresent() && link.get().selection().isOpen()) {
      refusePatterns(section, link.get());
      return;
    }
    Set<String> mirrored =
        link.stream()
            .flatMap(found -> found.topics().stream())
            .map(TopicMapping::source)
            .collect(Collectors.toSet());
    if (link.isPresent()) {
      topics.stream()
          .filter(topic -> !mirrored.contains(topic.value()))
          .forEach(
              topic ->
                  problems.error(
                      topic.path(),
                      topic.line(),
                      "is '"
                          + topic.value()
                          + "', which link '"
                          + link.get().name()
                          + "' does not mirror",
                      Nearest.advice(topic.value(), mirrored)));
      checkComplete(section, topics, link.get(), mirrored);
    }
  }

  /** Names on the target do not say which of them came over the link, and nothing may be missed. */
  private void refusePatterns(Section section, Link link) {
    problems.error(
        section.path() + ".link",
        section.line(),
        "is '"
            + link.name()
            + "', which takes topics by patterns ("
            + link.selection().filter().text()
            + "), but a wave must know what it moves",
        "List the link's topics by name under 'topics'");
  }

  /** The link turns round as a whole, so a wave takes all of it. */
  private void checkComplete(Section section, List<Text> topics, Link link, Set<String> mirrored) {
    Set<String> left = new TreeSet<>(mirrored);
    topics.forEach(topic -> left.remove(topic.value()));
    if (!left.isEmpty() && !topics.isEmpty()) {
      problems.error(
          section.path() + ".topics",
          section.line(),
          "leaves out " + left + " of link '" + link.name() + "', which turns round as a whole",
          "Add them, or give this wave a link of its own");
    }
  }

  private void checkPrincipals(Section section, List<Text> principals) {
    if (section.isEmptyList("principals")) {
      problems.error(
          section.path() + ".principals",
          section.line(),
          "names nobody, so the fence would hold nobody",
          "Add 'principals: [User:name, ...]' with everybody who writes the topics");
    }
    principals.stream()
        .filter(principal -> !PRINCIPAL.matcher(principal.value()).matches())
        .forEach(
            principal ->
                problems.error(
                    principal.path(),
                    principal.line(),
                    "is '"
                        + principal.value()
                        + "', but must be User:name (and never User:*: it would stop the links too)",
                    "Name each principal that writes or reads"));
  }

  private void claim(String key, Text text, String what) {
    String owner = owners.putIfAbsent(key, text.path());
    if (owner != null) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', a " + what + " that is taken (" + owner + ")",
          "Each " + what + " belongs to one wave");
    }
  }

  private static List<String> values(List<Text> texts) {
    return texts.stream().map(Text::value).toList();
  }
}
