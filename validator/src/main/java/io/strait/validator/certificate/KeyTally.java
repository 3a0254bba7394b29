package io.strait.validator.certificate;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** The last records of all keys, summed by bucket. One thread. */
final class KeyTally {
  private final int bits;
  private final LongPredicate marked;
  private final int[] values;
  private final long[] valueSums;
  private final int[] tombstones;
  private final long[] tombstoneSums;
  private final long[] gone;
  private final long[] markedValues;
  private final long[] markedTombstones;
  private long holes;

  private KeyTally(int bits, LongPredicate marked) {
    this.bits = bits;
    this.marked = marked;
    int buckets = 1 << bits;
    this.values = new int[buckets];
    this.valueSums = new long[buckets];
    this.tombstones = new int[buckets];
    this.tombstoneSums = new long[buckets];
    this.gone = new long[buckets];
    this.markedValues = new long[buckets];
    this.markedTombstones = new long[buckets];
  }

  /**
   * Sums them.
   *
   * @param bits how many buckets, as a power of two
   * @param marked offsets whose last records are counted apart
   * @throws LogChanged if the log changed meanwhile
   */
  static KeyTally of(LastRecords records, int bits, LongPredicate marked) {
    return of(records, bits, marked, KeyBook.MOST_KEYS);
  }

  static KeyTally of(LastRecords records, int bits, LongPredicate marked, int mostKeys) {
    KeyBook book = new KeyBook(mostKeys);
    return LastRecords.inShares(shares -> summed(records, bits, marked, book, shares));
  }

  private static Optional<KeyTally> summed(
      LastRecords records, int bits, LongPredicate marked, KeyBook book, int shares) {
    KeyTally tally = new KeyTally(bits, marked);
    for (long share = 0; share < 1L << shares; share++) {
      if (!records.fill(book, share, shares)) {
        return Optional.empty();
      }
      book.each(tally::add);
      tally.holes = Math.max(tally.holes, records.holesBehind());
    }
    return Optional.of(tally);
  }

  private void add(KeyBook.Entry entry) {
    int bucket = bits == 0 ? 0 : (int) (entry.key() >>> 64 - bits);
    if (!entry.isThere()) {
      gone[bucket]++;
      return;
    }
    long hash = placed(entry);
    boolean counted = marked.test(entry.offset());
    if (entry.value()) {
      values[bucket]++;
      valueSums[bucket] += hash;
      markedValues[bucket] += counted ? 1 : 0;
    } else {
      tombstones[bucket]++;
      tombstoneSums[bucket] += hash;
      markedTombstones[bucket] += counted ? 1 : 0;
    }
  }

  /** Record and offset, mixed as the parts of a record are: a sum of both would not tell swaps. */
  private static long placed(KeyBook.Entry entry) {
    return new Fingerprint(0, entry.offset(), entry.hash(), entry.hash(), 0, 0, 0, 0).full();
  }

  /** What is certified. */
  LatestValues latest() {
    List<LatestValues.Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      buckets.add(bucket(i));
    }
    return new LatestValues(buckets);
  }

  LatestValues.Bucket bucket(int index) {
    return new LatestValues.Bucket(
        values[index], valueSums[index], tombstones[index], tombstoneSums[index]);
  }

  /** Keys of a bucket that are written behind the range and have no record in it. */
  long gone(int bucket) {
    return gone[bucket];
  }

  /** Marked last records of a bucket that have a value. */
  long markedValues(int bucket) {
    return markedValues[bucket];
  }

  /** Marked last records of a bucket that are tombstones. */
  long markedTombstones(int bucket) {
    return markedTombstones[bucket];
  }

  /** Offsets behind the range without a record. */
  long holes() {
    return holes;
  }
}
