package io.strait.validator.keyed;

import io.strait.validator.check.OffsetRelation;
import java.util.Optional;

/**
 * Decides by the records of one key alone which of them compaction may have removed from the other
 * side: see the package's rules. Pure but for the marks it sets.
 */
final class KeyRule {
  private final Cleaners cleaners;
  private final Optional<OffsetRelation> images;
  private final long frontier;
  private final Marks marks;
  private final LaterKeys laterOnSource;
  private final LaterKeys laterOnTarget;

  /**
   * Decides nothing yet.
   *
   * @param frontier source records below it must be on the target; none is known where no offsets
   *     are claimed
   */
  KeyRule(
      Cleaners cleaners,
      Optional<OffsetRelation> images,
      long frontier,
      Marks marks,
      LaterKeys laterOnSource,
      LaterKeys laterOnTarget) {
    this.cleaners = cleaners;
    this.images = images;
    this.frontier = frontier;
    this.marks = marks;
    this.laterOnSource = laterOnSource;
    this.laterOnTarget = laterOnTarget;
  }

  void judge(KeyHistory key) {
    marks.countKey();
    if (key.isSame()) {
      return;
    }
    key.pair(images);
    if (!key.hasKey()) {
      keyless(key);
      return;
    }
    onSource(key);
    if (cleaners.source()) {
      onTarget(key);
    }
  }

  /** A cleaner drops what has no key. */
  private void keyless(KeyHistory key) {
    for (int s = 0; s < key.sources() && cleaners.target(); s++) {
      if (!key.isPairedOnSource(s) && !key.isFiltered(s)) {
        marks.fromSource.add(key.sourceOffset(s));
      }
    }
    for (int t = 0; t < key.targets() && cleaners.source(); t++) {
      if (!key.isPairedOnTarget(t)) {
        markTarget(key, t);
      }
    }
  }

  private void onSource(KeyHistory key) {
    int last = key.lastExpectedBelow(frontier);
    int superseded = laterOnTarget.has(key.low()) ? key.sources() : superseded(key);
    int expired = key.targets() == 0 ? lastTombstone(key, last) : KeyHistory.NONE;
    for (int s = 0; s < key.sources() && cleaners.target(); s++) {
      boolean open = !key.isPairedOnSource(s) && !key.isFiltered(s);
      if (open && (s < superseded || s <= expired)) {
        marks.fromSource.add(key.sourceOffset(s));
      }
    }
    int end = key.targets() - 1;
    boolean alive = end >= 0 && !key.isTombstoneOnTarget(end);
    boolean deleted = last >= 0 && key.isTombstoneOnSource(last) && !key.isPairedOnSource(last);
    if (deleted && alive) {
      marks.lostTombstones.add(key.sourceOffset(last));
    }
  }

  /**
   * The index before which a newer record stands on the target: one that is on both sides, or, for
   * records behind that, any. The latest of the source is superseded by nothing; it is not the
   * latest where the source went on while it was read.
   */
  private int superseded(KeyHistory key) {
    int paired = key.lastPairedOnSource();
    boolean more = key.lastPairedOnTarget() < key.targets() - 1;
    if (more && laterOnSource.has(key.low())) {
      return key.sources();
    }
    return more ? Math.max(paired, key.lastExpectedBelow(Long.MAX_VALUE)) : paired;
  }

  private static int lastTombstone(KeyHistory key, int from) {
    int s = from;
    while (s >= 0 && (key.isFiltered(s) || !key.isTombstoneOnSource(s))) {
      s--;
    }
    return s;
  }

  private void onTarget(KeyHistory key) {
    int superseding = key.lastPairedOnTarget();
    int last = key.targets() - 1;
    boolean later = laterOnSource.has(key.low());
    boolean expired = key.sources() == 0;
    for (int t = 0; t <= last; t++) {
      if (key.isPairedOnTarget(t)) {
        continue;
      }
      if (later) {
        markTarget(key, t);
      } else if (expired && t == last && !key.isTombstoneOnTarget(t)) {
        marks.orphans.add(key.targetOffset(t));
      } else if (expired || t < superseding || hasNewerOnSource(key, t)) {
        markTarget(key, t);
      }
    }
  }

  /** Where no offsets are claimed, any unpaired source record may be newer: the gaps decide. */
  private boolean hasNewerOnSource(KeyHistory key, int t) {
    long newest = key.newestUnpairedOnSource();
    return newest >= 0 && (images.isEmpty() || images.get().toSource(key.targetOffset(t)) < newest);
  }

  private void markTarget(KeyHistory key, int t) {
    marks.fromTarget.add(key.targetOffset(t));
    if (key.hasTwin(t)) {
      marks.twins.add(key.targetOffset(t));
    }
  }
}
