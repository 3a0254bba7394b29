package io.strait.replicator.sync.group;

import io.strait.replicator.sync.group.AppliedPosition.Written;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The stored text of all pairs of a group: {@code v1}, then for each source partition {@code
 * topic/partition=source:target}, and where one side was about to be written {@code >} (target) or
 * {@code <} (source) and its position before, {@code -} if it had none. Pure.
 */
final class AppliedGroup {
  private static final String VERSION = "v1";
  private static final Pattern ENTRY =
      Pattern.compile("([a-zA-Z0-9._-]+)/(\\d+)=(\\d+):(\\d+)(?:([<>])(\\d+|-))?");

  private AppliedGroup() {}

  /** The resource under which it is stored. */
  static String resource(String group) {
    return "group " + group;
  }

  /** The group's id, if the resource is one of this kind. */
  static Optional<String> group(String resource) {
    return resource.startsWith("group ")
        ? Optional.of(resource.substring("group ".length()))
        : Optional.empty();
  }

  /** The text; empty if there is no pair. */
  static Optional<String> text(Map<TopicPartition, AppliedPosition> pairs) {
    Map<String, AppliedPosition> sorted = new TreeMap<>();
    pairs.forEach(
        (partition, pair) -> sorted.put(partition.topic() + "/" + partition.partition(), pair));
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            VERSION
                + sorted.entrySet().stream()
                    .map(entry -> " " + entry.getKey() + "=" + text(entry.getValue()))
                    .collect(Collectors.joining()));
  }

  private static String text(AppliedPosition pair) {
    String before = pair.before().isPresent() ? Long.toString(pair.before().getAsLong()) : "-";
    String both = pair.source() + ":" + pair.target();
    return switch (pair.written()) {
      case NEITHER -> both;
      case TARGET -> both + ">" + before;
      case SOURCE -> both + "<" + before;
    };
  }

  /** The pairs; none if a later release wrote them: then nobody knows who moved last. */
  static Map<TopicPartition, AppliedPosition> pairs(String text) {
    String[] words = text.split(" ");
    Map<TopicPartition, AppliedPosition> pairs = new TreeMap<>(PARTITIONS);
    if (!words[0].equals(VERSION)) {
      return pairs;
    }
    for (int i = 1; i < words.length; i++) {
      Matcher entry = ENTRY.matcher(words[i]);
      if (entry.matches()) {
        pairs.put(
            new TopicPartition(entry.group(1), Integer.parseInt(entry.group(2))), pair(entry));
      }
    }
    return pairs;
  }

  private static AppliedPosition pair(Matcher entry) {
    String way = entry.group(5);
    Written written =
        way == null ? Written.NEITHER : way.equals(">") ? Written.TARGET : Written.SOURCE;
    String before = entry.group(6);
    return new AppliedPosition(
        Long.parseLong(entry.group(3)),
        Long.parseLong(entry.group(4)),
        written,
        before == null || before.equals("-")
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(before)));
  }

  /** By topic, then by number. */
  static final java.util.Comparator<TopicPartition> PARTITIONS =
      java.util.Comparator.comparing(TopicPartition::topic)
          .thenComparingInt(TopicPartition::partition);
}
