package io.strait.replicator.engine;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * A share at one moment. Immutable, like the predicate it holds.
 *
 * @param version grows with every change; 0 for a share that never changes
 * @param covers whether a source partition belongs to it
 */
public record Portion(long version, Predicate<TopicPartition> covers) {
  /** Every partition, at all times. */
  public static final Portion ALL = new Portion(0, partition -> true);

  /** No partition, before anything was decided. */
  public static final Portion NONE = new Portion(0, partition -> false);

  /** What of it is among these. */
  Portion among(List<CopyPair> pairs) {
    Set<TopicPartition> sources = pairs.stream().map(CopyPair::source).collect(Collectors.toSet());
    return new Portion(version, partition -> sources.contains(partition) && covers.test(partition));
  }
}
