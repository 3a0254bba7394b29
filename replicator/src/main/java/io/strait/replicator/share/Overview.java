package io.strait.replicator.share;

import io.strait.replicator.progress.PartitionProgress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * What one process knows of the slots of all.
 *
 * @param planned partitions that the plan gives to some slot
 * @param others what the other slots reported last
 * @param problems what other slots complain about, and slots that are silent
 */
record Overview(
    Set<TopicPartition> planned, List<PartitionProgress> others, List<String> problems) {
  static final Overview NOTHING = new Overview(Set.of(), List.of(), List.of());

  Overview {
    planned = Set.copyOf(planned);
    others = List.copyOf(others);
    problems = List.copyOf(problems);
  }

  /**
   * One sentence for operators.
   *
   * @param known partitions of which something is known
   * @param mirrored whether a topic of the source is to be copied at all
   */
  Optional<String> problem(Set<TopicPartition> known, Predicate<String> mirrored) {
    if (!problems.isEmpty()) {
      return Optional.of(String.join("; ", problems));
    }
    Set<TopicPartition> missing = new HashSet<>(planned);
    missing.removeAll(known);
    missing.removeIf(partition -> !mirrored.test(partition.topic()));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "RETRIABLE: "
                + missing.size()
                + " of "
                + planned.size()
                + " partitions are not copied by any slot yet");
  }
}
