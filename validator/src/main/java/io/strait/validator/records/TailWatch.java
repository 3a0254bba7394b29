package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.log.StableEnds;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches targets that ended below their sources: a link that lags moves on, a copy at rest does
 * not. Confined to one thread.
 */
final class TailWatch {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Cluster source;
  private final Cluster target;
  private final Clock clock;
  private final Predicate<Duration> pause;

  /**
   * Does nothing yet.
   *
   * @param pause waits so long; false when waiting is over for another reason
   */
  TailWatch(Cluster source, Cluster target, Clock clock, Predicate<Duration> pause) {
    this.source = source;
    this.target = target;
    this.clock = clock;
    this.pause = pause;
  }

  /** What became of the end of a target. */
  enum Outcome {
    /** It reached the end that its source had. */
    ARRIVED,
    /** It grew, but is not there yet. */
    MOVED,
    /** It did not grow at all, and no open transaction hides what it has. */
    STILL
  }

  /**
   * The end of one pair of logs.
   *
   * @param sourceEnd stable end of the source when the watch began
   * @param outcome what became of the target
   */
  record Seen(long sourceEnd, Outcome outcome) {}

  /**
   * Watches until all have arrived, at most so long.
   *
   * @param images what the offsets of a subject translate to; empty where only order is claimed
   */
  Map<Subject, Seen> watch(
      List<Subject> laggards,
      Function<Subject, Optional<OffsetRelation>> images,
      Duration patience) {
    Map<TopicPartition, Long> sourceEnds =
        StableEnds.of(source, laggards.stream().map(Subject::sourcePartition).toList());
    Collection<TopicPartition> targets = laggards.stream().map(Subject::targetPartition).toList();
    Map<TopicPartition, Long> before = StableEnds.highWatermarks(target, targets);
    Instant until = clock.instant().plus(patience);
    while (true) {
      Map<Subject, Seen> seen = new HashMap<>();
      Map<TopicPartition, Long> stable = StableEnds.of(target, targets);
      Map<TopicPartition, Long> marks = StableEnds.highWatermarks(target, targets);
      for (Subject subject : laggards) {
        long sourceEnd = sourceEnds.get(subject.sourcePartition());
        TopicPartition partition = subject.targetPartition();
        long now = stable.get(partition);
        boolean still = marks.get(partition) <= Math.min(now, before.get(partition));
        seen.put(
            subject, new Seen(sourceEnd, outcome(images.apply(subject), sourceEnd, now, still)));
      }
      boolean all = seen.values().stream().allMatch(end -> end.outcome() == Outcome.ARRIVED);
      if (all || !clock.instant().isBefore(until) || !pause.test(POLL)) {
        return seen;
      }
    }
  }

  /** Without images, what arrived is known only by reading on. */
  private static Outcome outcome(
      Optional<OffsetRelation> images, long sourceEnd, long now, boolean still) {
    if (images.isPresent() && now >= images.get().toTarget(sourceEnd)) {
      return Outcome.ARRIVED;
    }
    return still ? Outcome.STILL : Outcome.MOVED;
  }
}
