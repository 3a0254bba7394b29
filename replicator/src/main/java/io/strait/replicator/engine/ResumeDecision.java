package io.strait.replicator.engine;

import io.strait.replicator.wire.ProducerView;
import java.util.Optional;

/**
 * Decides where a copy goes on, from nothing but facts (TargetIsTheCheckpoint).
 *
 * <p>The rule is simple: next source offset = target log end, or what the offset map says belongs
 * there. The work is in showing that what the target holds before that point is the source's
 * content; {@link TailDecision} does that where both sides still hold something to compare. Where
 * one side has deleted it, the target's memory or the link's id and sequence in its last record
 * show it; and where the target holds nothing at all, nothing can be wrong.
 */
final class ResumeDecision {
  private static final int FIRST_LOOK = 1;

  private ResumeDecision() {}

  static Resume decide(ResumeFacts facts) {
    ResumeFacts.Log target = facts.target();
    ResumeFacts.Log source = facts.source();
    long next = facts.next();
    if (target.highWatermark() < target.end()) {
      return new Resume.Wait(
          (target.end() - target.highWatermark())
              + " records at the target's log end are not replicated yet");
    }
    if (next > source.end()) {
      return ahead(facts);
    }
    if (source.start() > next) {
      return behindLogStart(facts);
    }
    return target.end() == 0
        ? new Resume.Run(next, 0, nextSequence(facts), false, false, -1)
        : join(facts);
  }

  /** The target holds more than the source: somebody else wrote, or the source was truncated. */
  private static Resume ahead(ResumeFacts facts) {
    Halt halt =
        new Halt(
            Halt.Cause.TARGET_AHEAD,
            "target log ends at "
                + facts.target().end()
                + ", where source offset "
                + facts.next()
                + " belongs, but the source ends at "
                + facts.source().end()
                + "; find out who wrote to the target or truncated the source");
    if (facts.rules().goesOnWhenTruncated() && !facts.rules().edited()) {
      return facts.tail().isEmpty()
          ? lookBack(facts, facts.next() - facts.source().end() + FIRST_LOOK)
          : TailDecision.diverged(facts, facts.tail().get(), halt);
    }
    if (facts.rules().mapAround() && facts.tail().isEmpty()) {
      return lookBack(facts, FIRST_LOOK);
    }
    return facts
        .tail()
        .map(tail -> TailDecision.mapAroundOr(facts, tail, halt))
        .orElseGet(() -> new Resume.Stop(halt));
  }

  /** The source's first record lies beyond the target's end: fill up, or admit the loss. */
  private static Resume behindLogStart(ResumeFacts facts) {
    long end = facts.target().end();
    long start = facts.source().start();
    boolean padded = facts.tail().map(tail -> tail.target().padded()).orElse(false);
    if (facts.rules().mapped() && end == 0) {
      return new Resume.Run(start, 0, nextSequence(facts), false, false, -1);
    }
    if (facts.map().isEqual() && (end == 0 || endsWith(facts.padding(), end) || padded)) {
      return new Resume.Pad(
          end,
          start,
          facts
              .padding()
              .map(state -> Sequences.plus(state.lastSequence(), 1))
              .orElse(Sequences.of(end)));
    }
    if (facts.data().isEmpty() && facts.tail().isEmpty()) {
      return lookBack(facts, FIRST_LOOK);
    }
    return isOwn(facts)
        ? new Resume.Lost(facts.next(), start, run(facts, false))
        : TailDecision.unprovable(facts, facts.tail().orElseThrow());
  }

  /** The next source offset lies within the source's log: show that what is before it is equal. */
  private static Resume join(ResumeFacts facts) {
    long end = facts.target().end();
    if (facts.data().isEmpty() && facts.map().isEqual() && endsWith(facts.padding(), end)) {
      return run(facts, facts.target().start() < end);
    }
    boolean sourceHasDeletedIt = facts.source().start() >= facts.next();
    boolean nothingToBeWrong =
        facts.target().start() >= end
            || facts.map().generation() > 0 && facts.map().generationStart() >= end;
    if (nothingToBeWrong || sourceHasDeletedIt && endsWith(facts.data(), end)) {
      return run(facts, false);
    }
    if (facts.tail().isEmpty()) {
      return facts.source().highWatermark() < facts.next()
          ? new Resume.Wait(
              "the source's leader does not show offset " + (facts.next() - 1) + " yet")
          : lookBack(facts, FIRST_LOOK);
    }
    return facts.tail().get().target().padded()
        ? run(facts, facts.target().start() < end)
        : TailDecision.decide(facts, facts.tail().get());
  }

  /** Reads so many offsets of the target, and what goes with them on the source. */
  static Resume lookBack(ResumeFacts facts, long offsets) {
    long target = Math.max(facts.target().start(), facts.target().end() - offsets);
    long source = Math.max(facts.source().start(), facts.map().sourceOf(target).position());
    return new Resume.LookBack(target, Math.min(source, facts.next()));
  }

  /** Whether the target's content is this link's work: the source has nothing left to compare. */
  private static boolean isOwn(ResumeFacts facts) {
    return facts.data().isPresent()
        || facts.fills().any()
        || TailDecision.lastOwnSequence(facts).isPresent();
  }

  static Resume.Run run(ResumeFacts facts, boolean hidePadding) {
    return new Resume.Run(
        facts.next(),
        facts.target().end(),
        nextSequence(facts),
        facts.data().isPresent(),
        hidePadding,
        facts.tail().map(tail -> tail.source().leaderEpoch()).orElse(-1));
  }

  /** A target that does not remember takes any; the one that follows the last record is best. */
  private static int nextSequence(ResumeFacts facts) {
    return facts
        .data()
        .map(ProducerView.State::lastSequence)
        .or(() -> TailDecision.lastOwnSequence(facts))
        .map(last -> Sequences.plus(last, 1))
        .orElseGet(() -> Sequences.of(facts.target().end()));
  }

  /** Whether the target remembers this producer's last sequence as that of its last offset. */
  static boolean endsWith(Optional<ProducerView.State> state, long end) {
    return state.isPresent() && Sequences.plus(state.get().lastSequence(), 1) == Sequences.of(end);
  }
}
