package io.strait.validator.scope;

import io.strait.replicator.topology.OffsetRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Which part of the chosen topics is judged. Where partitions or offsets are named, only what they
 * name; else everything.
 *
 * @param partitions by source topic the partitions wanted
 * @param offsets by source partition the range that must be proved
 * @param window of record timestamps; may not be combined with {@code offsets}
 */
public record Selection(
    Map<String, Set<Integer>> partitions,
    Map<TopicPartition, OffsetRange> offsets,
    TimeWindow window) {
  /** Everything. */
  public static final Selection ALL = new Selection(Map.of(), Map.of(), TimeWindow.ALL);

  /** Copies the maps and refuses offsets together with a window of time. */
  public Selection {
    partitions = Map.copyOf(partitions);
    offsets = Map.copyOf(offsets);
    if (!offsets.isEmpty() && !window.isAll()) {
      throw new IllegalArgumentException(
          "a range of offsets and a window of time cannot be combined; give one of them");
    }
  }

  /**
   * Joins choices; several of partitions of one topic add up.
   *
   * @throws IllegalArgumentException if a partition has two ranges
   */
  public static Selection of(
      List<PartitionChoice> partitions, List<OffsetChoice> offsets, TimeWindow window) {
    Map<String, Set<Integer>> chosen = new HashMap<>();
    for (PartitionChoice choice : partitions) {
      chosen.computeIfAbsent(choice.topic(), none -> new HashSet<>()).addAll(choice.partitions());
    }
    Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
    for (OffsetChoice choice : offsets) {
      if (ranges.put(choice.partition(), choice.range()) != null) {
        throw new IllegalArgumentException(
            "two ranges are given for " + choice.partition() + "; give one of them at a time");
      }
    }
    return new Selection(chosen, ranges, window);
  }

  /** Whether nothing is left out. */
  public boolean isAll() {
    return partitions.isEmpty() && offsets.isEmpty() && window.isAll();
  }

  /** Whether a partition of the chosen topics is judged. */
  public boolean takes(TopicPartition partition) {
    return partitions.isEmpty() && offsets.isEmpty()
        || offsets.containsKey(partition)
        || partitions.getOrDefault(partition.topic(), Set.of()).contains(partition.partition());
  }

  /** Names that appear in it: each must be among the topics judged. */
  public Set<String> topics() {
    Set<String> topics = new TreeSet<>(partitions.keySet());
    offsets.keySet().forEach(partition -> topics.add(partition.topic()));
    return topics;
  }

  /** One line that is equal for equal selections. */
  public String text() {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(partitions)
        .forEach((topic, numbers) -> parts.add(topic + ":" + new TreeSet<>(numbers)));
    offsets.entrySet().stream()
        .map(entry -> entry.getKey() + "@" + entry.getValue())
        .sorted()
        .forEach(parts::add);
    window.from().ifPresent(time -> parts.add("from " + time));
    window.until().ifPresent(time -> parts.add("until " + time));
    return parts.isEmpty() ? "everything" : String.join(", ", parts);
  }
}
