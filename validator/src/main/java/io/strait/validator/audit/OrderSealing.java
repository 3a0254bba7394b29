package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.digest.Digest;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Seals partitions of which nothing but the order is claimed, as of copies that MirrorMaker 2 made:
 * from a pair of records that stand for each other on, the n-th of one side against the n-th of the
 * other. Behind a difference both logs are first brought into step again by content, and nothing
 * more is sealed before it is judged. One thread.
 */
final class OrderSealing {
  /** So many target offsets before the expected place are searched for where both go on. */
  private static final long DRIFT = 1_024;

  private final LinkAudit.Parts parts;
  private final Doubts doubts;
  private final ScanOptions finding = ScanOptions.defaults();
  private final Map<TopicPartition, Long> seenTo = new HashMap<>();

  OrderSealing(LinkAudit.Parts parts, Doubts doubts) {
    this.parts = parts;
    this.doubts = doubts;
  }

  /** What is to be read: from a source offset on, and from a target offset on. */
  record Stretch(OffsetRange onSource, OffsetRange onTarget) {}

  /** Forgets all other partitions. */
  void keep(Collection<TopicPartition> partitions) {
    seenTo.keySet().retainAll(partitions);
  }

  /** Where the audit begins; empty while both logs show no record in common. */
  Optional<StartFinder.Start> begin(Turn turn, long least) {
    LogBounds source = turn.source().bounds();
    LogBounds target = turn.target().bounds();
    if (target.stableEnd() <= target.start() || source.stableEnd() <= source.start()) {
      return Optional.empty();
    }
    return find(turn, from(source, least), target);
  }

  /**
   * What is to be sealed next; empty where nothing is, or where it has to wait. What went before it
   * was judged is put down as lost.
   */
  Optional<Stretch> next(Turn turn, long most) {
    PartitionPosition known = turn.position();
    LogBounds source = turn.source().bounds();
    LogBounds target = turn.target().bounds();
    boolean rests = known.sealedTo() >= source.stableEnd();
    if (turn.open().suspects(turn.place()) > 0) {
      return Optional.empty();
    }
    boolean retained = source.start() > known.sealedTo() || target.start() > known.targetTo();
    boolean inStep = turn.open().isAnchored(turn.place()) && !retained;
    // While a transaction is open, what the target has more may be what that will show.
    if (rests && inStep && source.stableEnd() == source.end()) {
      surplus(turn, known);
    }
    if (rests || known.targetTo() >= target.stableEnd() && inStep) {
      return Optional.empty();
    }
    doubts.settled(turn.place(), Doubts.Kind.AHEAD);
    long targetFrom = known.targetTo();
    if (!inStep) {
      Optional<StartFinder.Start> start = inStepAgain(turn, known);
      if (start.isEmpty() || retained) {
        start.ifPresent(one -> lost(turn, known, one));
        return Optional.empty();
      }
      targetFrom = start.get().targetOffset();
    }
    long to = Math.min(source.stableEnd(), known.sealedTo() + most);
    return Optional.of(
        new Stretch(
            new OffsetRange(known.sealedTo(), to),
            new OffsetRange(targetFrom, Math.max(targetFrom, target.stableEnd()))));
  }

  private Optional<StartFinder.Start> inStepAgain(Turn turn, PartitionPosition known) {
    LogBounds target = turn.target().bounds();
    long least = Math.max(target.start(), known.targetTo() - DRIFT);
    return target.stableEnd() <= least
        ? Optional.empty()
        : find(turn, from(turn.source().bounds(), known.sealedTo()), from(target, least));
  }

  private void lost(Turn turn, PartitionPosition known, StartFinder.Start start) {
    OffsetRange range =
        new OffsetRange(known.sealedTo(), Math.max(known.sealedTo(), start.sourceOffset()));
    if (range.isEmpty()) {
      turn.open().passed(known, start.targetOffset(), turn.now());
      return;
    }
    turn.open()
        .lost(
            turn.place(),
            new SealDecision.Lost(
                range,
                start.targetOffset(),
                "no longer on both sides when its turn came: source log starts at "
                    + turn.source().bounds().start()
                    + ", target log at "
                    + turn.target().bounds().start()
                    + " (retention or DeleteRecords)"),
            turn.now());
  }

  /** The target goes on where its source has ended. */
  private void surplus(Turn turn, PartitionPosition known) {
    long end = turn.target().bounds().stableEnd();
    TopicPartition place = turn.place();
    if (end <= known.targetTo() || seenTo.getOrDefault(place, -1L) == end) {
      return;
    }
    OffsetRange range = new OffsetRange(known.targetTo(), end);
    LogView target = parts.target().log(turn.subject().targetPartition());
    if (target.first(range).isEmpty()) {
      seenTo.put(place, end);
      return;
    }
    if (doubts.lasts(place, Doubts.Kind.AHEAD, turn.now())) {
      SealedRange rest = rest(turn, known, end);
      Judgement judgement = parts.judge().judge(turn.subject(), rest);
      if (judgement.state() != State.SUSPECT) {
        judgement.findings().forEach(turn.open()::found);
        turn.open().passed(known, end, turn.now());
        doubts.settled(place, Doubts.Kind.AHEAD);
      }
    }
  }

  private static SealedRange rest(Turn turn, PartitionPosition known, long end) {
    return new SealedRange(
        turn.place(),
        new OffsetRange(known.sealedTo(), known.sealedTo()),
        known.targetTo(),
        true,
        end,
        State.SUSPECT,
        Digest.EMPTY,
        Digest.EMPTY,
        turn.now(),
        0,
        "the target goes on where its source has ended",
        Map.of());
  }

  private Optional<StartFinder.Start> find(Turn turn, LogBounds source, LogBounds target) {
    Case one =
        new Case(
            turn.subject(),
            parts.source().log(turn.place()),
            parts.target().log(turn.subject().targetPartition()),
            turn.contract(),
            finding,
            Optional.empty());
    return parts.starts().find(one, source, target);
  }

  private static LogBounds from(LogBounds log, long least) {
    long start = Math.min(Math.max(log.start(), least), log.stableEnd());
    return new LogBounds(start, log.stableEnd(), log.end());
  }
}
