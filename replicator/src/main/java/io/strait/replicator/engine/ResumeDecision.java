package io.strait.replicator.engine;

import io.strait.replicator.wire.ProducerView;
import io.strait.replicator.wire.RecordAt;
import java.util.Optional;

/**
 * Decides where a copy goes on, from nothing but facts (TargetIsTheCheckpoint).
 *
 * <p>The rule is simple: next source offset = target log end. The work is in showing that what the
 * target holds before that point is the source's content. While both sides still hold the last
 * record, only its being equal shows that: the target's memory of the link says what was copied,
 * not that the source still is what it was (unclean leader election). Where one side has deleted
 * it, the target's memory or the link's id and sequence in its last record show it; and where the
 * target holds nothing at all, nothing can be wrong.
 */
final class ResumeDecision {
  private ResumeDecision() {}

  static Resume decide(ResumeFacts facts) {
    ResumeFacts.Log target = facts.target();
    ResumeFacts.Log source = facts.source();
    if (target.highWatermark() < target.end()) {
      return new Resume.Wait(
          (target.end() - target.highWatermark())
              + " records at the target's log end are not replicated yet");
    }
    if (target.end() > source.end()) {
      return new Resume.Stop(
          new Halt(
              Halt.Cause.TARGET_AHEAD,
              "target log ends at "
                  + target.end()
                  + " but the source ends at "
                  + source.end()
                  + "; find out who wrote to the target or truncated the source"));
    }
    if (source.start() > target.end()) {
      return behindLogStart(facts);
    }
    return target.end() == 0
        ? new Resume.Run(0, nextSequence(facts), false, false, -1)
        : join(facts);
  }

  /** The source's first record lies beyond the target's end: fill up, or admit the loss. */
  private static Resume behindLogStart(ResumeFacts facts) {
    long end = facts.target().end();
    long start = facts.source().start();
    if (end == 0 || endsWith(facts.padding(), end) || tailIsFrom(facts, facts.paddingId())) {
      return new Resume.Pad(end, start, Sequences.of(end));
    }
    if (facts.data().isEmpty() && facts.tail().isEmpty()) {
      return new Resume.CompareTail(end - 1);
    }
    return new Resume.Stop(
        new Halt(
            Halt.Cause.RETENTION_OVERRUN,
            "the source deleted offsets ["
                + end
                + ", "
                + start
                + ") before they were copied; they are lost on the target"));
  }

  /** The target's end lies within the source's log: show that its content is the source's. */
  private static Resume join(ResumeFacts facts) {
    long end = facts.target().end();
    if (facts.data().isEmpty() && endsWith(facts.padding(), end)) {
      return run(facts, facts.target().start() < end);
    }
    boolean sourceHasDeletedIt = facts.source().start() >= end;
    boolean nothingToBeWrong = facts.target().start() >= end;
    if (nothingToBeWrong || sourceHasDeletedIt && endsWith(facts.data(), end)) {
      return run(facts, false);
    }
    if (facts.tail().isEmpty()) {
      return facts.source().highWatermark() < end
          ? new Resume.Wait("the source's leader does not show offset " + (end - 1) + " yet")
          : new Resume.CompareTail(end - 1);
    }
    return tailIsFrom(facts, facts.paddingId())
        ? run(facts, facts.target().start() < end)
        : compare(facts, facts.tail().get());
  }

  private static Resume compare(ResumeFacts facts, ResumeFacts.Tail tail) {
    long at = facts.target().end() - 1;
    Optional<RecordAt.Image> source = tail.source().record();
    Optional<RecordAt.Image> target = tail.target().record();
    if (source.isPresent() && target.isPresent()) {
      return source.equals(target) ? run(facts, false) : new Resume.Stop(different(facts, at));
    }
    return endsWith(facts.data(), at + 1) || tailIsFrom(facts, facts.dataId())
        ? run(facts, false)
        : new Resume.Stop(unprovable(at));
  }

  /** What this link itself put there in its turn was the source's once. */
  private static Halt different(ResumeFacts facts, long at) {
    return tailIsFrom(facts, facts.dataId())
        ? new Halt(
            Halt.Cause.SOURCE_TRUNCATED,
            "the source's record at offset "
                + at
                + " is not the one that was copied from there: the source rewrote its log (unclean"
                + " leader election); the target holds records that the source lost")
        : foreign(at);
  }

  private static Halt foreign(long at) {
    return new Halt(
        Halt.Cause.FOREIGN_WRITE,
        "FOREIGN content: the records at offset "
            + at
            + " differ between source and target; the target was written by somebody else");
  }

  private static Halt unprovable(long at) {
    return new Halt(
        Halt.Cause.UNPROVABLE,
        "offset "
            + at
            + " holds a record on only one side, so it cannot be shown that the target's content"
            + " is the source's; recreate the mirror topic");
  }

  private static Resume run(ResumeFacts facts, boolean hidePadding) {
    return new Resume.Run(
        facts.target().end(),
        nextSequence(facts),
        facts.data().isPresent(),
        hidePadding,
        facts.tail().map(tail -> tail.source().leaderEpoch()).orElse(-1));
  }

  private static int nextSequence(ResumeFacts facts) {
    return facts
        .data()
        .map(state -> Sequences.plus(state.lastSequence(), 1))
        .orElseGet(() -> Sequences.of(facts.target().end()));
  }

  private static boolean endsWith(Optional<ProducerView.State> state, long end) {
    return state.isPresent() && Sequences.plus(state.get().lastSequence(), 1) == Sequences.of(end);
  }

  /**
   * Whether the target's last record carries this id and the sequence that goes with its offset.
   */
  private static boolean tailIsFrom(ResumeFacts facts, long producerId) {
    return facts
        .tail()
        .map(ResumeFacts.Tail::target)
        .filter(target -> target.batchProducerId() == producerId)
        .filter(target -> target.sequence() == Sequences.of(facts.target().end() - 1))
        .isPresent();
  }
}
