package io.strait.replicator.torture;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until the target has caught up and compares both sides.
 *
 * <p>{@code patience} is how long the target may stand still before that.
 */
final class Judge {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long AROUND = 40;
  private final TortureRound round;
  private final int partitions;
  private final Duration patience;
  private long seenEnds;
  private long grewAt = System.nanoTime();

  Judge(TortureRound round, int partitions, Duration patience) {
    this.round = round;
    this.partitions = partitions;
    this.patience = patience;
  }

  /** The first fault of any partition, or empty. */
  Optional<String> verdict() {
    for (int i = 0; i < partitions; i++) {
      TopicPartition partition = new TopicPartition(round.topic(), i);
      boolean caughtUp = awaitEnd(partition);
      if (!caughtUp && !isExcused(partition)) {
        return Optional.of(fault(partition, Optional.empty(), "the target has not caught up"));
      }
      Optional<LogDiff.Difference> found = caughtUp ? compare(partition) : Optional.empty();
      if (found.isPresent() && !isExcused(partition)) {
        return found.map(d -> fault(partition, Optional.of(d.offset()), d.text()));
      }
    }
    return Optional.empty();
  }

  private boolean awaitEnd(TopicPartition partition) {
    while (System.nanoTime() - grewAt < patience.toNanos()) {
      try {
        long end = SeenLog.end(round.source().cluster(), partition);
        long copied = SeenLog.end(round.target().cluster(), partition);
        if (copied >= end) {
          return true;
        }
        noteGrowth(copied);
      } catch (KafkaException e) {
        // A mirror partition that does not exist yet.
      }
      if (isExcused(partition)) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  /** Patience begins anew with every record: the machine may be slow, the link may not stand. */
  private void noteGrowth(long copied) {
    if (copied != seenEnds) {
      seenEnds = copied;
      grewAt = System.nanoTime();
    }
  }

  /** A source that lost what was copied stops its partition, as it must. */
  private boolean isExcused(TopicPartition partition) {
    String report = round.engines().reports();
    int at = report.indexOf(partition + " HALTED");
    if (round.profile() != Profile.UNCLEAN_SOURCE || at < 0) {
      return false;
    }
    String part = report.substring(at);
    return part.contains("SOURCE_TRUNCATED") || part.contains("TARGET_AHEAD");
  }

  private Optional<LogDiff.Difference> compare(TopicPartition partition) {
    SeenLog source = SeenLog.read(round.source().cluster(), partition);
    SeenLog target = SeenLog.read(round.target().cluster(), partition);
    return round.profile() == Profile.COMPACTED
        ? LogDiff.compacted(source, target)
        : LogDiff.exact(source, target);
  }

  private String fault(TopicPartition partition, Optional<Long> at, String text) {
    long around = at.orElseGet(() -> SeenLog.end(round.target().cluster(), partition));
    return partition
        + ": "
        + text
        + "\nengines:\n"
        + round.engines().reports()
        + "\nsource batches around "
        + around
        + ":\n  "
        + dump(round.source(), partition, around)
        + "\ntarget batches:\n  "
        + dump(round.target(), partition, around);
  }

  private String dump(Side side, TopicPartition partition, long around) {
    return String.join(
        "\n  ",
        SegmentDump.around(round.replica(side, partition), around - AROUND, around + AROUND));
  }
}
