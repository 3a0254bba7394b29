package io.strait.replicator.sync.group;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A pair of positions that Strait made or found equal. It is stored before it is made, with what
 * was there before: until the write is seen, either of the two is Strait's own doing.
 *
 * @param source position on the source
 * @param target position on the target
 * @param written which side was to be written; empty positions before mean that there was none
 * @param before the written side's position before
 */
record AppliedPosition(long source, long target, Written written, OptionalLong before) {
  /** Which side was written. */
  enum Written {
    /** None: both were found like that. */
    NEITHER,
    /** The target. */
    TARGET,
    /** The source. */
    SOURCE
  }

  /** Both sides were found there. */
  static AppliedPosition found(long source, long target) {
    return new AppliedPosition(source, target, Written.NEITHER, OptionalLong.empty());
  }

  /** What to store before a verdict is carried out; empty where nothing is set. */
  static Optional<AppliedPosition> intended(
      Verdict verdict, OptionalLong source, OptionalLong target) {
    if (verdict instanceof Verdict.SetTarget set) {
      return Optional.of(
          new AppliedPosition(source.getAsLong(), set.position(), Written.TARGET, target));
    }
    if (verdict instanceof Verdict.SetSource set) {
      return Optional.of(
          new AppliedPosition(set.position(), target.getAsLong(), Written.SOURCE, source));
    }
    return Optional.empty();
  }

  /** What a look makes of what is known: pairs that are equal are what later ones are held to. */
  static Optional<AppliedPosition> confirmed(
      Optional<AppliedPosition> known, boolean equal, OptionalLong source, OptionalLong target) {
    if (equal) {
      return Optional.of(found(source.getAsLong(), target.getAsLong()));
    }
    return source.isEmpty() && target.isEmpty() ? Optional.empty() : known;
  }

  /** Whether the source's group stands where Strait knows that it stood. */
  boolean isSource(OptionalLong position) {
    return position.equals(OptionalLong.of(source))
        || written == Written.SOURCE && position.equals(before);
  }

  /** Whether the target's group stands where Strait knows that it stood. */
  boolean isTarget(OptionalLong position) {
    return position.equals(OptionalLong.of(target))
        || written == Written.TARGET && position.equals(before);
  }

  /** Whether the source's position is still to be written. */
  boolean isPendingOnSource(OptionalLong position) {
    return written == Written.SOURCE
        && position.equals(before)
        && !position.equals(OptionalLong.of(source));
  }
}
