package io.strait.migrator.step;

import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.step.Prover.Comparison;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.OffsetRange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Compares the feeding link's two sides part by part up to the goal among the attestations. */
final class Comparing {
  /** Offsets of one partition compared at once. */
  static final long PART = 200_000;

  private Comparing() {}

  /** Compares one more part; empty once the goal is reached. */
  static Optional<StepResult> next(StepContext context) {
    Frontier goal = context.attestations().goal().orElseThrow();
    Map<TopicPartition, Long> reached = new HashMap<>(context.attestations().compared().ends());
    Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
    goal.ends()
        .forEach(
            (partition, end) -> {
              long from =
                  Math.max(reached.getOrDefault(partition, 0L), logStart(context, partition));
              if (from < end) {
                OffsetRange range = new OffsetRange(from, Math.min(end, from + PART));
                ranges.put(partition, range);
                reached.put(partition, range.to());
              }
            });
    if (ranges.isEmpty()) {
      return Optional.empty();
    }
    Comparison comparison = context.ports().prover().compare(context.feed(), ranges);
    if (comparison instanceof Comparison.Differs differs) {
      return Optional.of(new StepResult.Failed(differs.findings(), true));
    }
    if (comparison instanceof Comparison.Unclear unclear) {
      return Optional.of(new StepResult.Inconclusive(unclear.reason()));
    }
    context.attestations().compared(Frontier.of(reached));
    boolean there =
        goal.ends().entrySet().stream()
            .allMatch(end -> reached.getOrDefault(end.getKey(), 0L) >= end.getValue());
    return there
        ? Optional.empty()
        : Optional.of(new StepResult.Inconclusive("a part is compared; going on"));
  }

  private static long logStart(StepContext context, TopicPartition partition) {
    return context
        .ports()
        .links()
        .progress(context.feed())
        .map(LinkProgress::partitions)
        .flatMap(all -> all.stream().filter(one -> one.source().equals(partition)).findFirst())
        .map(PartitionProgress::sourceLogStart)
        .orElse(0L);
  }
}
