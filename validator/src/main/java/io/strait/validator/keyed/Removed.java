package io.strait.validator.keyed;

import java.util.ArrayList;
import java.util.List;

/** Records of one side that the other side's cleaner has removed, as far as can be known. */
final class Removed {
  private static final int SHOWN = 1_000;

  /** Offsets of source records that the target's cleaner has removed. */
  final OffsetSet fromTarget = new OffsetSet();

  /** Offsets of target records that the source's cleaner has removed. */
  final OffsetSet fromSource = new OffsetSet();

  /** Offsets of target records that the source has deleted, tombstone and all; the target not. */
  final OffsetSet undeleted = new OffsetSet();

  /** Where the first of the records in {@link #undeleted} and {@link #fromSource} stand. */
  final List<Place> places = new ArrayList<>();

  /**
   * Where the source's log parts because of a target record.
   *
   * @param source source offset of the first place where it could have stood
   * @param target its own offset
   * @param undeleted whether it is a value that should have been deleted
   */
  record Place(long source, long target, boolean undeleted) {}

  void onSource(long offset) {
    fromTarget.add(offset);
  }

  void onTarget(Place place) {
    (place.undeleted() ? undeleted : fromSource).add(place.target());
    if (places.size() < SHOWN || place.undeleted() && places.size() < 2 * SHOWN) {
      places.add(place);
    }
  }

  boolean hasTarget(long offset) {
    return fromSource.has(offset) || undeleted.has(offset);
  }

  /** Takes the explanation of a target record back. */
  void isOnSourceAfterAll(long target) {
    fromSource.remove(target);
    undeleted.remove(target);
    places.removeIf(place -> place.target() == target);
  }

  boolean isEmpty() {
    return fromTarget.isEmpty() && fromSource.isEmpty() && undeleted.isEmpty();
  }
}
