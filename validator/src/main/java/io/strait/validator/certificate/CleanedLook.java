package io.strait.validator.certificate;

import java.util.List;

/**
 * What the last records of all keys say of a log that holds fewer records than were certified: what
 * a cleaner may have done, and what it cannot have done. Pure.
 *
 * <p>A cleaner removes a record when a later one of its key is in the log, a tombstone some time
 * after that, and records without a key. It never adds or changes one, so a key has more or other
 * last records only if something else was at work. A key of which nothing is left in the range was
 * written again behind it; if that is gone too, it left an offset without a record there.
 *
 * @param other buckets in which there are more keys, or other last records of as many, than were
 *     certified
 * @param missing keys that had a value and have no record in the range any more
 * @param lost how many of these nothing behind the range can account for
 * @param expired keys whose tombstone is gone
 * @param values keys with a value whose last record is as certified
 * @param unread records of the cleaned windows that nothing certified tells anything about
 */
record CleanedLook(int other, long missing, long lost, long expired, long values, long unread) {

  /**
   * Compares.
   *
   * @param marked records in the windows that hold fewer than were certified
   */
  static CleanedLook of(LatestValues then, KeyTally now, long marked) {
    List<LatestValues.Bucket> certified = then.buckets();
    int other = 0;
    long missing = 0;
    long unaccounted = 0;
    long expired = 0;
    long values = 0;
    long unread = marked;
    for (int i = 0; i < certified.size(); i++) {
      LatestValues.Bucket was = certified.get(i);
      LatestValues.Bucket is = now.bucket(i);
      if (!isPossible(was, is)) {
        other++;
        continue;
      }
      int gone = was.values() - is.values();
      missing += gone;
      unaccounted += Math.max(0, gone - now.gone(i));
      expired += was.tombstones() - is.tombstones();
      if (gone == 0) {
        values += is.values();
        unread -= now.markedValues(i);
      }
      if (was.tombstones() == is.tombstones()) {
        unread -= now.markedTombstones(i);
      }
    }
    long lost = Math.max(0, unaccounted - now.holes());
    return new CleanedLook(other, missing, lost, expired, values, unread);
  }

  private static boolean isPossible(LatestValues.Bucket was, LatestValues.Bucket is) {
    boolean values =
        is.values() < was.values()
            || is.values() == was.values() && is.valueSum() == was.valueSum();
    boolean tombstones =
        is.tombstones() < was.tombstones()
            || is.tombstones() == was.tombstones() && is.tombstoneSum() == was.tombstoneSum();
    return values && tombstones;
  }
}
