package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.PartitionReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out whether what a topic spread by key lacks at the ends of its source partitions may still
 * come: a link that lags moves on, a copy at rest does not. Confined to one thread.
 */
final class SpreadTail {
  private final Ends ends;
  private final Predicate<Duration> pause;
  private final Duration patience;

  /**
   * Does nothing yet.
   *
   * @param pause waits so long; false when waiting is over for another reason
   * @param patience how long the target is watched; zero takes it for a copy at rest at once
   */
  SpreadTail(Ends ends, Predicate<Duration> pause, Duration patience) {
    this.ends = ends;
    this.pause = pause;
    this.patience = patience;
  }

  /** Where logs end now. */
  interface Ends {
    /** Stable ends of the source by partition number. */
    Map<Integer, Long> source();

    /** High watermarks of all partitions of the target. */
    Map<TopicPartition, Long> targetMarks();

    /** Their stable ends. */
    Map<TopicPartition, Long> targetStable();
  }

  /**
   * The reports, or those of a judgement that demands all of the source, where the target did not
   * grow.
   *
   * @param reports of all source partitions, judged live
   * @param judge judges again under demands by source partition
   */
  List<PartitionReport> run(
      List<PartitionReport> reports,
      Function<Map<Integer, OffsetRange>, List<PartitionReport>> judge) {
    if (reports.stream().allMatch(report -> report.behind() == 0)) {
      return reports;
    }
    Map<Integer, Long> sourceEnds = ends.source();
    Map<TopicPartition, Long> before = ends.targetMarks();
    if (!patience.isZero() && !pause.test(patience) || !isStill(before)) {
      return reports;
    }
    Map<Integer, OffsetRange> demanded = new HashMap<>();
    for (PartitionReport report : reports) {
      long from = report.judged().from();
      long to = sourceEnds.getOrDefault(report.partition(), from);
      demanded.put(report.partition(), new OffsetRange(from, Math.max(from, to)));
    }
    String note =
        "the target has not grown for "
            + patience.toMillis()
            + " ms, so that what it lacks at the end is missing";
    List<PartitionReport> noted = new ArrayList<>();
    judge.apply(demanded).forEach(report -> noted.add(report.noting(note)));
    return noted;
  }

  /** No open transaction may hide what the target has. */
  private boolean isStill(Map<TopicPartition, Long> before) {
    Map<TopicPartition, Long> stable = ends.targetStable();
    Map<TopicPartition, Long> marks = ends.targetMarks();
    return marks.entrySet().stream()
        .allMatch(
            mark ->
                mark.getValue() <= Math.min(stable.get(mark.getKey()), before.get(mark.getKey())));
  }
}
