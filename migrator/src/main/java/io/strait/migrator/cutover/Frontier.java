package io.strait.migrator.cutover;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The sealed end offsets of a fenced cluster: one past the last record of every partition of the
 * wave, by the names the partitions have on that cluster.
 *
 * <p>Not guaranteed: that the log stays there. A frontier is a fact about the moment of the fence
 * proof and is compared again before the decision.
 *
 * @param ends offsets of 0 or more, sorted by topic and partition
 */
public record Frontier(SortedMap<TopicPartition, Long> ends) {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /** Nothing sealed and nothing verified. */
  public static final Frontier NONE = of(Map.of());

  /** Keeps a sorted copy; refuses a negative offset with {@link IllegalArgumentException}. */
  public Frontier {
    SortedMap<TopicPartition, Long> sorted = new TreeMap<>(ORDER);
    sorted.putAll(ends);
    sorted.forEach(
        (partition, end) -> {
          if (end < 0) {
            throw new IllegalArgumentException(
                "frontier of " + partition + " is " + end + "; an end offset is 0 or more");
          }
        });
    ends = Collections.unmodifiableSortedMap(sorted);
  }

  /** The frontier of these ends. */
  public static Frontier of(Map<TopicPartition, Long> ends) {
    SortedMap<TopicPartition, Long> sorted = new TreeMap<>(ORDER);
    sorted.putAll(ends);
    return new Frontier(sorted);
  }

  /** The end of one partition; 0 for a partition this frontier does not name. */
  public long end(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  /** Sum of the ends: the number of offsets below the frontier. */
  public long offsets() {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }
}
