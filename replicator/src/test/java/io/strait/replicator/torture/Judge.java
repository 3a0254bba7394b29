package io.strait.replicator.torture;

import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until a topic's mirror has caught up and has both sides compared.
 *
 * <p>{@code patience} is how long the target may stand still before that.
 */
final class Judge {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long AROUND = 40;
  private final TortureRound round;
  private final Victim victim;
  private final EngineCrew crew;
  private final Evidence evidence;
  private final Duration patience;
  private long seenEnds;
  private long grewAt = System.nanoTime();

  Judge(TortureRound round, Victim victim, EngineCrew crew, Duration patience) {
    this.round = round;
    this.victim = victim;
    this.crew = crew;
    this.evidence = new Evidence(round.source(), round.target(), crew.link(), victim);
    this.patience = patience;
  }

  /** The first fault of any partition, or empty. */
  Optional<String> verdict() {
    for (TopicPartition partition : victim.all()) {
      if (!await(() -> isSettled(partition), partition)) {
        return Optional.of(fault(partition, Optional.empty(), "the source has not settled"));
      }
      boolean caughtUp = await(() -> isCaughtUp(partition), partition);
      boolean halted = isHaltedAsItMust(partition);
      if (!caughtUp && !halted) {
        return Optional.of(fault(partition, Optional.empty(), "the target has not caught up"));
      }
      Optional<LogDiff.Difference> found =
          halted ? unfounded(partition) : evidence.difference(partition);
      if (found.isPresent()) {
        return found.map(d -> fault(partition, Optional.of(d.offset()), d.text()));
      }
    }
    return evidence.lettersOrGaps().map(text -> text + "\nengines:\n" + crew.reports());
  }

  /** Whether no transaction is open on the source any more. */
  private boolean isSettled(TopicPartition partition) {
    return end(round.source(), partition, Isolation.COMMITTED)
        == end(round.source(), partition, Isolation.UNCOMMITTED);
  }

  private boolean isCaughtUp(TopicPartition partition) {
    noteGrowth(end(round.target(), partition, Isolation.UNCOMMITTED));
    return crew.kind() == LinkKind.MAPPED
        ? evidence.holdsAsMany(partition)
        : end(round.target(), partition, Isolation.COMMITTED)
            >= end(round.source(), partition, Isolation.COMMITTED);
  }

  private static long end(Side side, TopicPartition partition, Isolation isolation) {
    return side.end(partition, isolation);
  }

  private boolean await(BooleanSupplier wish, TopicPartition partition) {
    while (System.nanoTime() - grewAt < patience.toNanos()) {
      try {
        if (wish.getAsBoolean()) {
          return true;
        }
      } catch (KafkaException | ClusterException e) {
        // A mirror partition that does not exist yet.
      }
      if (isHaltedAsItMust(partition)) {
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

  /**
   * A source that lost what was copied stops its partition, and so does a target whose coordinator
   * wrote the end of a transaction twice: it does when the partition's leader moves meanwhile, and
   * the next record has no room at its offset then.
   */
  private boolean isHaltedAsItMust(TopicPartition partition) {
    String report = crew.reports();
    int at = report.indexOf(partition + " HALTED");
    if (at < 0) {
      return false;
    }
    String part = report.substring(at);
    return switch (victim.profile()) {
      case UNCLEAN_SOURCE -> part.contains("SOURCE_TRUNCATED") || part.contains("TARGET_AHEAD");
      case FAITHFUL -> part.contains("UNPROVABLE") || part.contains("FOREIGN_WRITE");
      case DENSE,
          DELETING,
          AGED,
          TRANSACTIONS,
          COMPACTED,
          POISONED,
          UNCLEAN_TARGET,
          FAITHFUL_COMPACTED,
          MAPPED,
          SHARES ->
          false;
    };
  }

  /** What speaks against a halt, if anything does. */
  private Optional<LogDiff.Difference> unfounded(TopicPartition partition) {
    return victim.profile() == Profile.UNCLEAN_SOURCE
        ? evidence.equalUntilRewritten(partition)
        : evidence.equalUntil(
            partition, SegmentDump.endedTwice(round.replica(round.target(), partition)));
  }

  private String fault(TopicPartition partition, Optional<Long> at, String text) {
    long around = at.orElseGet(() -> end(round.target(), partition, Isolation.UNCOMMITTED));
    return partition
        + ": "
        + text
        + "\nengines:\n"
        + crew.reports()
        + "\nledger:\n  "
        + evidence.ledgerText()
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
