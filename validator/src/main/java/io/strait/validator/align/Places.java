package io.strait.validator.align;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.Fingerprint;
import java.util.List;

/** Where records of the two logs stand relative to each other. Confined to one thread. */
public interface Places {
  /** Each source offset has one image: offsets are claimed, and a record elsewhere is shifted. */
  static Places at(OffsetRelation relation) {
    return new Images(relation);
  }

  /** Only order is claimed: a place is what follows the last pair. */
  static Places inOrder() {
    return new Anchors();
  }

  /** By how much a matched pair is off the claimed place; always 0 where no offset is claimed. */
  long distance(Fingerprint source, Fingerprint target);

  /** The source offset at which a target record without a partner parts the logs. */
  long toSource(Fingerprint target);

  /** The source offset at which a record that changed in its place parts the logs. */
  long changedAt(Fingerprint source, Fingerprint target);

  /**
   * Whether two records of one hunk stand in the same place.
   *
   * @param deletion index of the source record in its hunk
   * @param insertion index of the target record in its hunk
   */
  boolean isSame(Fingerprint source, int deletion, Fingerprint target, int insertion);

  /** Whether a target record stands before the place of a source record of the same hunk. */
  boolean isBefore(Fingerprint target, int insertion, Fingerprint source, int deletion);

  /**
   * The source offset at which a hunk begins.
   *
   * @param deletions source records in it
   * @param insertions target records in it
   * @param following the source offset that follows the last pair
   */
  long start(List<Fingerprint> deletions, List<Fingerprint> insertions, long following);

  /** A hunk is open from now on, until {@link #forget}. */
  void opened(Hunk hunk);

  /** All hunks are settled. */
  void forget();
}
