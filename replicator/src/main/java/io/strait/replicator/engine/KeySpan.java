package io.strait.replicator.engine;

import io.strait.replicator.wire.KeysRead;
import java.util.OptionalLong;

/**
 * How much of a log has been shown, and what the next answer means. A log that is shorter than it
 * was is another one, and one without records up to its end was read to its end only if it still
 * shows that end. No I/O; one thread.
 */
final class KeySpan {
  private final String where;
  private final long atLeast;
  private OptionalLong to;
  private long next;
  private long damagedAt = -1;

  /** What to do. */
  sealed interface Verdict {}

  /** Ask from {@link #next} on. */
  record More() implements Verdict {}

  /** Ask once more, later. */
  record Later(String why) implements Verdict {}

  /**
   * All was shown.
   *
   * @param holds from here to {@code at} nothing is left
   */
  record Whole(long holds, long at) implements Verdict {}

  /** What was shown may not be of one log. */
  record Changed(String why) implements Verdict {}

  /** A batch cannot be read, twice. */
  record Damaged(String why) implements Verdict {}

  /**
   * @param where for what people read
   * @param to where to end, or empty for what is readable at the first answer
   * @param atLeast to where the log must be readable
   */
  KeySpan(String where, OptionalLong to, long atLeast) {
    this.where = where;
    this.to = to;
    this.atLeast = atLeast;
  }

  /** From here on. */
  void begin(long start) {
    next = start;
  }

  /** Where to ask. */
  long next() {
    return next;
  }

  /** Where it ends, once that is known. */
  OptionalLong to() {
    return to;
  }

  /** Whether all was shown. */
  boolean isWhole() {
    return to.isPresent() && next >= to.getAsLong();
  }

  /** Judges an answer from {@link #next}; its keys count unless the log changed. */
  Verdict take(KeysRead read) {
    if (read.readableEnd() < 0) {
      return new Later("the broker holds its answer back");
    }
    long must = Math.max(atLeast, to.orElse(0));
    if (read.readableEnd() < must) {
      return new Changed(
          where + " is readable up to " + read.readableEnd() + " only, not to " + must);
    }
    to = to.isPresent() ? to : OptionalLong.of(read.readableEnd());
    if (read.next() > next) {
      next = read.next();
      return isWhole() ? new Whole(next, to.getAsLong()) : new More();
    }
    if (read.damaged()) {
      return damaged();
    }
    // Nothing is left between here and the end: removed by compaction.
    return new Whole(next, to.getAsLong());
  }

  /** It may have been damaged on its way here, so it counts the second time. */
  private Verdict damaged() {
    boolean again = damagedAt == next;
    damagedAt = next;
    String why = "the batch at offset " + next + " of " + where + " cannot be read";
    return again ? new Damaged(why) : new Later(why);
  }
}
