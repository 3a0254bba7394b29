package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import io.strait.replicator.progress.OffsetMode;
import java.util.function.Consumer;

/**
 * Puts tombstones that were missed where they do not shift what follows: each of them once had an
 * offset on the source, which is one without data now. Where there is no such room, offsets are
 * mapped from there on. Pump's thread.
 */
final class DeletionTurn {
  private static final int BATCH_BYTES = 64 << 10;

  private final PartitionCopy copy;
  private final OffsetRule rule;
  private final Deletions deletions;
  private final FillerTurn fillers;
  private final StepQueue queue;

  DeletionTurn(PumpContext context, PartitionCopy copy, FillerTurn fillers, StepQueue queue) {
    this.copy = copy;
    this.rule = context.options().policy().offsets();
    this.deletions = copy.tombstones().deletions();
    this.fillers = fillers;
    this.queue = queue;
  }

  /** Whether the gap is to be used for them. */
  boolean fits(Step.Fill gap) {
    return deletions.isPending() && gap.from() <= deletions.before() && rule != OffsetRule.EXACT;
  }

  /** Whether they must be on the target before these records. */
  boolean precede(Step.Append append) {
    return deletions.isPending() && append.to() > deletions.before();
  }

  /** Notices that there is no room for them, or that there is; {@code intake} feeds the queue. */
  void advance(Intake intake, long nextTarget, Consumer<Step> steps) {
    if (!deletions.isPending()) {
      if (queue.peek() instanceof Step.Delete) {
        queue.remove();
      }
    } else if (isMapped()) {
      prepare(nextTarget);
    } else if (queue.peek() == null
        && intake.next() >= deletions.emptyFrom()
        && intake.next() < deletions.before()) {
      intake.nothingBefore(deletions.before(), steps);
    } else if (hasNoRoom(intake)) {
      giveUpEqualOffsets();
      if (isMapped()) {
        prepare(nextTarget);
      }
    }
  }

  /** Whether {@link #behind} may be asked. */
  boolean mayGoBehind(long nextTarget) {
    return copy.offsets().isStored()
        && copy.offsets().map().sourceOf(nextTarget) instanceof Translation.Gap;
  }

  /** Some of them, into the gap; it is not shortened here. */
  Outgoing into(Step.Fill gap, long base) {
    return fillers.deletions(deletions.take(gap.size(), BATCH_BYTES, base), gap.from(), base);
  }

  /** Some of them, where offsets are mapped. */
  Outgoing behind(long base) {
    long from = copy.offsets().map().sourceOf(base).position();
    return fillers.deletions(deletions.take(Long.MAX_VALUE, BATCH_BYTES, base), from, base);
  }

  /** That a filler is on the target; whether it was one of these. */
  boolean acknowledged() {
    return deletions.stored();
  }

  private boolean isMapped() {
    return copy.ladder().mode() == OffsetMode.MAPPED;
  }

  private void prepare(long nextTarget) {
    if (!(queue.peek() instanceof Step.Delete)) {
      queue.addFirst(new Step.Delete());
    }
    OffsetMap map = copy.offsets().map();
    if (copy.offsets().isStored() && copy.unanswered() == 0) {
      OffsetMap next = map.withUnmatched(nextTarget);
      if (next != map) {
        copy.offsets().keep(next);
      }
    }
  }

  private boolean hasNoRoom(Intake intake) {
    return queue.peek() instanceof Step.Append append
        ? precede(append)
        : queue.peek() == null && intake.next() >= deletions.before();
  }

  private void giveUpEqualOffsets() {
    String why =
        deletions.pending()
            + " keys are deleted here that the source has deleted, and it holds no offsets without"
            + " data for their tombstones";
    if (rule == OffsetRule.AUTO) {
      copy.mapFromHere(why);
    } else {
      copy.halt(
          new Halt(
              Halt.Cause.MISSED_TOMBSTONES,
              why + "; to map offsets from here on set offsets: auto"));
    }
  }
}
