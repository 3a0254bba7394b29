package io.strait.validator.groups;

import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.Contract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Which groups are judged, and what is declared about them.
 *
 * @param topics on both sides; positions on other topics are not judged
 * @param exclusion why a group of the source is not meant to be on the target; empty if it is
 * @param contracts what each topic's copy is declared to be
 * @param authority why the target and not the source has the say about a group; empty where the
 *     source has
 * @param applied by group and source partition, the positions that the link made or found equal
 *     last; empty for a copy about which nothing is written down
 */
public record GroupScope(
    List<TopicMapping> topics,
    BiFunction<String, GroupKind, Optional<String>> exclusion,
    Function<TopicMapping, Contract> contracts,
    Function<String, Optional<String>> authority,
    Optional<Map<String, Map<TopicPartition, Pair>>> applied) {
  /** Keeps a copy. */
  public GroupScope {
    topics = List.copyOf(topics);
  }

  /** Every group of these topics, by a contract for all; nothing is written down. */
  public static GroupScope of(List<TopicMapping> topics, Contract contract) {
    return new GroupScope(
        topics,
        (group, kind) -> Optional.empty(),
        topic -> contract,
        group -> Optional.empty(),
        Optional.empty());
  }

  /**
   * Positions that were equal once.
   *
   * @param source of the source
   * @param target of the target
   */
  public record Pair(long source, long target) {}
}
