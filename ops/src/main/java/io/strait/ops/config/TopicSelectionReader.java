package io.strait.ops.config;

import io.strait.replicator.topology.Internals;
import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicPatterns;
import io.strait.replicator.topology.TopicSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Reads which topics a link mirrors: {@code topics, patterns, exclude, rename}. */
final class TopicSelectionReader {
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  private final Problems problems;

  TopicSelectionReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Empty if it is not usable; then a problem says why.
   *
   * @param mirrors told where each topic is named and what it is called on the target
   */
  Optional<TopicSelection> read(Section link, BiConsumer<Text, String> mirrors) {
    int before = problems.all().size();
    if (link.isEmptyList("topics") && link.isEmptyList("patterns")) {
      problems.error(
          link.path() + ".topics",
          link.line(),
          "names no topic",
          "Add 'topics: [name, ...]', or 'patterns: [regular expression, ...]'");
    }
    List<Text> named = link.texts("topics").stream().filter(this::isLegalTopic).toList();
    List<String> patterns = patterns(link, "patterns");
    List<String> exclude = patterns(link, "exclude");
    if (!exclude.isEmpty() && link.isEmptyList("patterns")) {
      problems.error(
          link.path() + ".exclude",
          link.line(),
          "takes topics away from patterns, but there are none",
          "Add 'patterns: [...]', or remove it: named topics are always mirrored");
    }
    TopicPatterns filter = new TopicPatterns(patterns, exclude);
    Renaming naming = link.section("rename").map(this::renaming).orElseGet(Renaming::none);
    named.forEach(text -> mirrors.accept(text, naming.target(text.value())));
    boolean usable = !named.isEmpty() || !filter.isEmpty();
    if (usable && isOneToOne(link, named, naming) && problems.all().size() == before) {
      TopicSelection selection =
          new TopicSelection(named.stream().map(Text::value).toList(), filter, naming);
      naming.topics().keySet().forEach(topic -> checkRenamed(link, topic, selection));
      return Optional.of(selection);
    }
    return Optional.empty();
  }

  private List<String> patterns(Section link, String key) {
    List<String> legal = new ArrayList<>();
    for (Text text : link.texts(key)) {
      try {
        Pattern.compile(text.value());
        legal.add(text.value());
      } catch (PatternSyntaxException e) {
        problems.error(
            text.path(),
            text.line(),
            "is no regular expression: " + e.getDescription() + " at " + e.getIndex(),
            "Correct it; it must match whole names, so write 'sales\\..*' for all that begin so");
      }
    }
    return legal;
  }

  private Renaming renaming(Section section) {
    String prefix =
        section.optional("prefix").filter(this::isLegalPrefix).map(Text::value).orElse("");
    Map<String, String> topics = new LinkedHashMap<>();
    section
        .section("topics")
        .map(Section::values)
        .orElseGet(Map::of)
        .forEach(
            (topic, target) -> {
              if (isLegalTopic(target)) {
                topics.put(topic, target.value());
              }
            });
    section.done();
    return new Renaming(prefix, topics);
  }

  private boolean isLegalPrefix(Text text) {
    boolean legal = PREFIX.matcher(text.value()).matches();
    if (!legal || Internals.never(text.value() + "t")) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', with which no topic's name can begin",
          "Use up to 200 of a-z A-Z 0-9 . _ -, and neither '__' nor 'strait.' at the beginning");
      return false;
    }
    return true;
  }

  /** Whether all differ on the target; says so unless both are named, which is said already. */
  private boolean isOneToOne(Section link, List<Text> named, Renaming naming) {
    Map<String, String> taken = new HashMap<>();
    boolean fine = true;
    Set<String> names = named.stream().map(Text::value).collect(Collectors.toSet());
    TreeSet<String> all = new TreeSet<>(naming.topics().keySet());
    all.addAll(names);
    for (String topic : all) {
      String other = taken.putIfAbsent(naming.target(topic), topic);
      fine &= other == null;
      if (other != null && !(names.contains(topic) && names.contains(other))) {
        problems.error(
            link.path() + ".rename",
            link.line(),
            "lets '" + other + "' and '" + topic + "' both become '" + naming.target(topic) + "'",
            "Give each its own name");
      }
    }
    return fine;
  }

  private void checkRenamed(Section link, String topic, TopicSelection selection) {
    if (!selection.covers(topic)) {
      problems.error(
          link.path() + ".rename.topics." + topic,
          link.line(),
          "renames a topic that this link does not mirror",
          Nearest.advice(topic, new TreeSet<>(selection.names())));
    }
  }

  private boolean isLegalTopic(Text text) {
    if (!TOPIC.matcher(text.value()).matches()) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is no topic name (1 to 249 of a-z A-Z 0-9 . _ -)",
          "List topics by their full names; regular expressions belong under 'patterns'");
      return false;
    }
    if (Internals.never(text.value())) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', an internal topic",
          "Remove it: internal topics are never mirrored");
      return false;
    }
    return true;
  }
}
