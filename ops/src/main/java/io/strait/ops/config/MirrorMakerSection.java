package io.strait.ops.config;

import io.strait.replicator.mirror.publish.ClassTopicFilter;
import io.strait.replicator.mirror.publish.MirrorMakerSettings;
import io.strait.replicator.mirror.publish.OwnTopics;
import io.strait.replicator.mirror.publish.PolicyFilter;
import io.strait.replicator.mirror.publish.PolicyNaming;
import io.strait.replicator.sync.select.Selection;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.NamingRule;
import io.strait.replicator.topology.TopicSelection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads {@code mirrorMaker} of a link: what it keeps of what MirrorMaker 2 would keep. */
final class MirrorMakerSection {
  private static final int MOST_REPLICAS = 100;

  private final Problems problems;
  private final Choice choice;
  private MirrorMakerSettings settings = MirrorMakerSettings.none();
  private Optional<ClassTopicFilter> filter = Optional.empty();
  private Optional<Section> read = Optional.empty();

  MirrorMakerSection(Problems problems) {
    this.problems = problems;
    this.choice = new Choice(problems);
  }

  /** Reads the section to its end; nothing is kept where there is none. */
  MirrorMakerSettings read(Section link) {
    read = link.section("mirrorMaker");
    read.ifPresent(
        section -> {
          settings = settings(section);
          filter = section.section("topicFilter").flatMap(this::filter);
          section.done();
        });
    return settings;
  }

  private MirrorMakerSettings settings(Section section) {
    MirrorMakerSettings none = MirrorMakerSettings.none();
    Durations durations = new Durations(problems);
    return new MirrorMakerSettings(
        choice.flag(section, "checkpoints", none.checkpoints()),
        choice.flag(section, "heartbeats", none.heartbeats()),
        choice.flag(section, "offsetSyncs", none.offsetSyncs()),
        choice.flag(section, "jmx", none.jmx()),
        choice.read(section, "location", Side.SOURCE) == Side.SOURCE,
        durations.read(section, "every", none.every()),
        durations.read(section, "heartbeatsEvery", none.heartbeatsEvery()),
        section.optional("replicas").map(this::replicas).orElse(none.replicas()),
        section.section("aliases").flatMap(this::aliases),
        section.section("groups").map(this::groups).orElse(none.groups()),
        section.section("policy").map(this::policy).orElse(none.policy()));
  }

  /** Where offset syncs go. */
  private enum Side {
    SOURCE,
    TARGET
  }

  private int replicas(Text text) {
    try {
      int replicas = Integer.parseInt(text.value());
      if (replicas >= 1 && replicas <= MOST_REPLICAS) {
        return replicas;
      }
    } catch (NumberFormatException e) {
      // The same answer as to a number out of range.
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + text.value() + "', but must be a number from 1 to " + MOST_REPLICAS,
        "Correct it");
    return MirrorMakerSettings.none().replicas();
  }

  private Optional<MirrorMakerSettings.Aliases> aliases(Section section) {
    Optional<Text> source = section.required("source");
    Optional<Text> target = section.required("target");
    section.done();
    return source.flatMap(
        from -> target.map(to -> new MirrorMakerSettings.Aliases(from.value(), to.value())));
  }

  private Selection groups(Section section) {
    Selection groups = new Selections(problems).read(section);
    section.done();
    return groups;
  }

  private MirrorMakerSettings.PolicyChoice policy(Section section) {
    MirrorMakerSettings.PolicyChoice usual = MirrorMakerSettings.PolicyChoice.usual();
    MirrorMakerSettings.PolicyChoice read =
        new MirrorMakerSettings.PolicyChoice(
            section.optional("class").map(Text::value).orElse(usual.type()),
            choice.flag(section, "names", usual.names()),
            section.section("properties").map(this::values).orElseGet(Map::of));
    section.done();
    return read;
  }

  private Optional<ClassTopicFilter> filter(Section section) {
    Optional<Text> type = section.required("class");
    Map<String, String> properties =
        section.section("properties").map(this::values).orElseGet(Map::of);
    section.done();
    return type.flatMap(
        name -> made(section, () -> new ClassTopicFilter(name.value(), properties)));
  }

  private Map<String, String> values(Section section) {
    Map<String, String> values = new TreeMap<>();
    section.values().forEach((key, text) -> values.put(key, text.value()));
    return values;
  }

  private <T> Optional<T> made(Section section, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      problems.error(
          section.path(),
          section.line(),
          "cannot be used: " + e.getMessage(),
          "Correct or remove it");
      return Optional.empty();
    }
  }

  /** The link with its topics chosen and named as the section says. */
  Link applied(Link link) {
    Optional<PolicyNaming> naming =
        read.filter(section -> settings.policy().names() || settings.isAny())
            .flatMap(
                section ->
                    made(
                        section,
                        () ->
                            new PolicyNaming(settings.policy(), OwnTopics.aliases(link, settings))))
            .filter(policy -> settings.policy().names());
    TopicSelection topics = link.selection();
    if (naming.isEmpty() && filter.isEmpty()) {
      return link;
    }
    NamingRule rule = naming.<NamingRule>map(policy -> policy).orElse(topics.naming());
    PolicyFilter narrowed = new PolicyFilter(topics.filter(), filter, naming);
    return new Link(
        link.name(),
        link.source(),
        link.target(),
        new TopicSelection(topics.names(), narrowed, rule));
  }
}
