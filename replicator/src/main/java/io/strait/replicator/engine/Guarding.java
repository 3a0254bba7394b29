package io.strait.replicator.engine;

import io.strait.replicator.progress.Guard;

/**
 * Whether the target itself refuses what is not a partition's next batch, and where it does not,
 * until when something that was sent may still land. Owned by the pump's thread.
 */
final class Guarding {
  private final PumpContext context;
  private final long begunAt;
  private Guard guard = Guard.UNKNOWN;
  private boolean mayLandLate;
  private long quietFrom = Long.MIN_VALUE;

  Guarding(PumpContext context) {
    this.context = context;
    this.begunAt = context.now();
  }

  Guard state() {
    return guard;
  }

  /** Whether the target itself refuses what is not the next batch. */
  boolean isArmed() {
    return guard == Guard.ARMED;
  }

  /** The target was read and is written to from here on. */
  void starts(Resume.Run start, ResumeFacts facts) {
    mayLandLate = false;
    guard = at(start, facts);
  }

  /** A batch with this newest record timestamp was acknowledged. */
  void copied(long newest) {
    guard = context.isAged(newest) ? Guard.AGED : Guard.ARMED;
  }

  /** Something was sent that no sequence refuses if it lands late. */
  void outcomeUnknown() {
    mayLandLate = true;
    quietFrom = context.now() + settle();
  }

  /** Whether nothing that was sent can land any more, unless it is refused there. */
  boolean isQuiet(long now) {
    return now >= quietFrom;
  }

  /**
   * When the target may be read. A request without an answer may land late. The sequence check
   * refuses it then, unless its records are so old that the target may have forgotten the link, or
   * it carried markers, which have no sequence; there, only time tells.
   */
  long settledAt(long pauseEnds) {
    return mayLandLate ? Math.max(pauseEnds, context.now() + settle()) : pauseEnds;
  }

  /**
   * Whether an earlier owner's last request may still land where this one would begin: only where
   * the target may not remember the link. It was sent before this owner began.
   */
  boolean mayMeetAnEarlierOwner(Resume.Run start, ResumeFacts facts) {
    return at(start, facts) == Guard.AGED
        && context.ownerEpoch() > 1
        && context.now() < earlierOwnerIsOver();
  }

  /** From when on nothing of an earlier owner can land any more. */
  long earlierOwnerIsOver() {
    return begunAt + settle();
  }

  private long settle() {
    return context.options().agedSettle().toMillis();
  }

  private Guard at(Resume.Run start, ResumeFacts facts) {
    if (start.target() == 0) {
      return Guard.UNKNOWN;
    }
    return facts
        .data()
        .map(state -> context.isAged(state.lastTimestamp()) ? Guard.AGED : Guard.ARMED)
        .orElse(Guard.AGED);
  }
}
