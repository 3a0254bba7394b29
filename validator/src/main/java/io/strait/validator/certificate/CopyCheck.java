package io.strait.validator.certificate;

import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.LogRecord;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Whether two sides that were read are the copy of each other that is declared. One thread. */
final class CopyCheck {
  private final long seed;
  private final boolean placed;
  private final int mostKeys;

  /**
   * Compares nothing yet.
   *
   * @param placed whether offsets are claimed, too
   */
  CopyCheck(long seed, boolean placed) {
    this(seed, placed, KeyBook.MOST_KEYS);
  }

  CopyCheck(long seed, boolean placed, int mostKeys) {
    this.seed = seed;
    this.placed = placed;
    this.mostKeys = mostKeys;
  }

  /**
   * Whether all records are equal, window by window. Times that the target's broker set say
   * nothing, also where that is not declared.
   */
  boolean sameRecords(SideReading here, SideReading there) {
    List<Digest> from = here.windows().declared();
    List<Digest> to = there.windows().declared();
    boolean times = true;
    for (int i = 0; i < from.size(); i++) {
      boolean offsets = !placed || from.get(i).offsets() == to.get(i).offsets();
      if (!Digests.sameRecords(from.get(i), to.get(i)) || !offsets) {
        return false;
      }
      times &= from.get(i).timestamps() == to.get(i).timestamps();
    }
    return times || onlyStampedTimesDiffer(here, there);
  }

  private static boolean onlyStampedTimesDiffer(SideReading here, SideReading there) {
    Iterator<LogRecord> from = here.log().read(here.range());
    Iterator<LogRecord> to = there.log().read(there.range());
    while (from.hasNext()) {
      Optional<LogRecord> expected = here.lens().form().apply(from.next());
      if (expected.isEmpty()) {
        continue;
      }
      if (!to.hasNext()) {
        return false;
      }
      LogRecord copy = to.next();
      long seen = there.lens().form().apply(copy).orElse(copy).timestamp();
      if (!copy.stamped() && seen != expected.get().timestamp()) {
        return false;
      }
    }
    return !to.hasNext();
  }

  /**
   * Whether every key that was not written again later, on either side, has the same latest value
   * on both. Tombstones, and what only one cleaner has removed, make no difference.
   *
   * @throws LogChanged if either log changed since it was read
   */
  boolean sameLatest(SideReading here, SideReading there) {
    LastRecords from = records(here);
    LastRecords to = records(there);
    KeyBook one = new KeyBook(mostKeys);
    KeyBook other = new KeyBook(mostKeys);
    return LastRecords.inShares(
        bits -> {
          boolean same = true;
          for (long share = 0; share < 1L << bits; share++) {
            if (!from.fill(one, share, bits) || !to.fill(other, share, bits)) {
              return Optional.empty();
            }
            same &= same(one, other);
          }
          return Optional.of(same);
        });
  }

  private LastRecords records(SideReading side) {
    Digest stored = Digests.sum(side.windows().stored(), new ChainBase(seed));
    long end = Math.max(side.range().to(), side.log().bounds().stableEnd());
    return new LastRecords(side.log(), seed, side.range(), end, stored, side.lens());
  }

  private static boolean same(KeyBook one, KeyBook other) {
    boolean[] same = {true};
    one.each(entry -> same[0] &= same(entry, other.of(entry.key())));
    other.each(entry -> same[0] &= same(entry, one.of(entry.key())));
    return same[0];
  }

  private static boolean same(KeyBook.Entry one, KeyBook.Entry other) {
    boolean here = one.isThere() && one.value();
    boolean there = other.isThere() && other.value();
    return one.later() || other.later() || here == there && (!here || one.hash() == other.hash());
  }
}
