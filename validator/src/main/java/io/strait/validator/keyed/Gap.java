package io.strait.validator.keyed;

import io.strait.validator.keyed.GapSide.Standing;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Decides which of the records between two places where both logs agree were removed from the other
 * side. A removed record leaves its offset without a record, so there cannot be more of them than
 * there are such offsets. Pure.
 */
final class Gap {
  private final GapSide source;
  private final GapSide target;
  private final LongUnaryOperator image;
  private final boolean offsetsClaimed;
  private final long sourceEnd;
  private final long targetEnd;

  /**
   * Looks at records that are filled in later.
   *
   * @param image where a source offset belongs on the target, or equal offsets where nothing is
   *     claimed
   * @param sourceEnd what is not on the source from here on was not removed from it
   * @param targetEnd likewise
   */
  Gap(
      GapSide source,
      GapSide target,
      LongUnaryOperator image,
      boolean offsetsClaimed,
      long sourceEnd,
      long targetEnd) {
    this.source = source;
    this.target = target;
    this.image = image;
    this.offsetsClaimed = offsetsClaimed;
    this.sourceEnd = sourceEnd;
    this.targetEnd = targetEnd;
  }

  /**
   * Where a gap begins or ends.
   *
   * @param source offset of the last pair before it, or of the first behind it
   * @param target likewise
   * @param agreed whether such a pair is there; otherwise it is the border of both logs
   */
  record Border(long source, long target, boolean agreed) {}

  /**
   * Which records are explained.
   *
   * @param source by index of the source's records
   * @param target by index of the target's
   */
  record Explained(boolean[] source, boolean[] target) {}

  Explained judge(Border left, Border right) {
    long wide = image.applyAsLong(right.source()) - image.applyAsLong(left.source());
    long surplus = right.target() - left.target() - wide;
    boolean anchored = offsetsClaimed || left.agreed() && right.agreed();
    return surplus == 0 && anchored ? exact(left) : loose(left, right, surplus);
  }

  /** Each offset has its counterpart: what was removed left that one empty. */
  private Explained exact(Border left) {
    long distance = left.target() - image.applyAsLong(left.source());
    long[] places = new long[source.size()];
    boolean[] fromSource = new boolean[source.size()];
    for (int s = 0; s < source.size(); s++) {
      places[s] = image.applyAsLong(source.offset(s)) + distance;
      boolean free = places[s] < targetEnd && !target.occupies(places[s]);
      fromSource[s] = source.isCandidate(s) && free;
    }
    long last = image.applyAsLong(sourceEnd) + distance;
    boolean[] fromTarget = new boolean[target.size()];
    for (int t = 0; t < target.size(); t++) {
      long at = target.offset(t);
      boolean free = at < last && Arrays.binarySearch(places, at) < 0;
      boolean copy = target.standing(t) == Standing.TWIN && !offsetsClaimed;
      fromTarget[t] = target.isCandidate(t) && free && !copy;
    }
    return new Explained(fromSource, fromTarget);
  }

  /**
   * Offsets have no counterparts here: copying left holes out, or records are missing or too many.
   */
  private Explained loose(Border left, Border right, long surplus) {
    boolean[] fromSource = new boolean[source.size()];
    boolean[] fromTarget = new boolean[target.size()];
    long room = right.target() - left.target() - 1 - target.size();
    long unsettled = offsetsClaimed ? surplus - open(target) + open(source) : 0;
    long lost = Math.max(0, -unsettled);
    take(source, fromSource, Math.min(room, candidates(source) - lost));
    room = right.source() - left.source() - 1 - source.size();
    long extra = Math.max(0, unsettled);
    hide(fromSource, fromTarget, !right.agreed(), Math.min(room, candidates(target) - extra));
    return new Explained(fromSource, fromTarget);
  }

  /** Records that nothing explains: they make up for a difference in width, one each. */
  private static long open(GapSide side) {
    long count = 0;
    for (int i = 0; i < side.size(); i++) {
      count += side.standing(i) == Standing.OPEN ? 1 : 0;
    }
    return count;
  }

  private static long candidates(GapSide side) {
    long count = 0;
    for (int i = 0; i < side.size(); i++) {
      count += side.isCandidate(i) ? 1 : 0;
    }
    return count;
  }

  private static void take(GapSide side, boolean[] explained, long most) {
    long left = most;
    for (int i = side.size() - 1; i >= 0 && left > 0; i--) {
      if (side.isCandidate(i)) {
        explained[i] = true;
        left--;
      }
    }
  }

  private void hide(boolean[] fromSource, boolean[] fromTarget, boolean ended, long most) {
    long left = most;
    boolean open = source.hasOpen(fromSource);
    for (int t = 0; t < target.size() && left > 0; t++) {
      boolean visible =
          !target.isCandidate(t)
              || target.standing(t) == Standing.TWIN
              || target.standing(t) == Standing.ORPHAN && (open || !offsetsClaimed)
              || open && source.hasLikenessTo(target, t, fromSource, ended);
      if (!visible) {
        fromTarget[t] = true;
        left--;
      }
    }
  }
}
