package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.log.StableEnds;
import io.strait.validator.log.Subject;
import io.strait.validator.log.Subjects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures lag and delay against what is visible on the target, not against what a copier believes.
 * Confined to one thread. The clusters stay open when it is closed.
 */
public final class LagProbe implements AutoCloseable {
  private final Cluster source;
  private final Cluster target;
  private final List<TopicMapping> topics;
  private final OffsetRelation relation;
  private final Clock clock;
  private final OldestRecord oldest;

  /**
   * Opens a consumer on the source; nothing is sent until the first measurement.
   *
   * @param patience how long one measurement may wait for source records, to learn their age
   */
  public LagProbe(
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      OffsetRelation relation,
      Duration patience,
      Clock clock) {
    this.source = source;
    this.target = target;
    this.topics = List.copyOf(topics);
    this.relation = relation;
    this.clock = clock;
    this.oldest = new OldestRecord(source, patience, clock);
  }

  /**
   * Measures now. Partitions that the target does not have count from its log start, offset 0.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer
   */
  public LagReport measure() {
    List<Subject> subjects =
        Subjects.of(source, target, topics).found().stream().filter(Subject::onSource).toList();
    Map<TopicPartition, Long> targetEnds =
        StableEnds.of(
            target,
            subjects.stream().filter(Subject::onTarget).map(Subject::targetPartition).toList());
    Map<TopicPartition, Long> sourceEnds =
        StableEnds.of(source, subjects.stream().map(Subject::sourcePartition).toList());
    Map<TopicPartition, Long> reached = new HashMap<>();
    for (Subject subject : subjects) {
      TopicPartition partition = subject.sourcePartition();
      long end = targetEnds.getOrDefault(subject.targetPartition(), 0L);
      long next = Math.max(0, relation.toSource(end));
      if (next < sourceEnds.get(partition)) {
        reached.put(partition, next);
      }
    }
    Map<TopicPartition, Long> timestamps = oldest.timestamps(reached, sourceEnds);
    return report(subjects, sourceEnds, targetEnds, reached, timestamps);
  }

  @Override
  public void close() {
    oldest.close();
  }

  private LagReport report(
      List<Subject> subjects,
      Map<TopicPartition, Long> sourceEnds,
      Map<TopicPartition, Long> targetEnds,
      Map<TopicPartition, Long> reached,
      Map<TopicPartition, Long> timestamps) {
    Instant now = clock.instant();
    List<PartitionLag> partitions = new ArrayList<>();
    for (Subject subject : subjects) {
      TopicPartition partition = subject.sourcePartition();
      long sourceEnd = sourceEnds.get(partition);
      long lag = sourceEnd - reached.getOrDefault(partition, sourceEnd);
      partitions.add(
          new PartitionLag(
              subject.topic(),
              subject.partition(),
              sourceEnd,
              targetEnds.getOrDefault(subject.targetPartition(), 0L),
              lag,
              lag == 0
                  ? Optional.of(Duration.ZERO)
                  : Optional.ofNullable(timestamps.get(partition)).map(time -> age(time, now))));
    }
    return new LagReport(now, partitions);
  }

  /** A timestamp from the future, by a producer's fast clock, is no negative delay. */
  private static Duration age(long timestamp, Instant now) {
    return Duration.ofMillis(Math.max(0, now.toEpochMilli() - timestamp));
  }
}
