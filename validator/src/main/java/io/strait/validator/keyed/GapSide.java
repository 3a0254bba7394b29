package io.strait.validator.keyed;

import io.strait.validator.digest.Fingerprint;
import java.util.Arrays;

/** The records of one side between two places where both logs agree. One thread. */
final class GapSide {
  /** Beyond so many records, likeness is not looked for. */
  static final int LIKENESS = 4_096;

  private long[] offsets = new long[16];
  private Standing[] standings = new Standing[16];
  private Fingerprint[] prints = new Fingerprint[16];
  private int size;

  /** What the keys say about a record. */
  enum Standing {
    /** Nothing explains it, or it takes part in the comparison anyway. */
    OPEN,
    /** Compaction may have removed it from the other side. */
    REMOVED,
    /** Likewise, but the source still holds an identical one. */
    TWIN,
    /** The last value of a key that is not on the source. */
    ORPHAN,
    /** Declared not to be on the target. */
    FILTERED,
    /** Stands on both sides, though perhaps moved: it only takes up its offset. */
    PAIRED
  }

  int size() {
    return size;
  }

  long offset(int i) {
    return offsets[i];
  }

  Standing standing(int i) {
    return standings[i];
  }

  boolean isCandidate(int i) {
    return standings[i] == Standing.REMOVED
        || standings[i] == Standing.TWIN
        || standings[i] == Standing.ORPHAN;
  }

  void add(Fingerprint print, Standing standing) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      standings = Arrays.copyOf(standings, size * 2);
    }
    offsets[size] = print.offset();
    standings[size] = standing;
    if (size < LIKENESS) {
      if (size >= prints.length) {
        prints = Arrays.copyOf(prints, LIKENESS);
      }
      prints[size] = print;
    }
    size++;
  }

  /** Whether a record stands at this offset. */
  boolean occupies(long offset) {
    return Arrays.binarySearch(offsets, 0, size, offset) >= 0;
  }

  /**
   * Whether this record of the other side may be a changed form of one that is open here.
   *
   * @param ended whether one of the logs ends here: what is open may then be still to come, so an
   *     equal value at another time is no likeness
   */
  boolean hasLikenessTo(GapSide other, int i, boolean[] explained, boolean ended) {
    if (i >= LIKENESS) {
      return false;
    }
    Fingerprint one = other.prints[i];
    for (int k = 0; k < Math.min(size, LIKENESS); k++) {
      boolean open = mayBeOpen(k) && !explained[k];
      boolean then = !ended || prints[k].timestamp() == one.timestamp();
      if (open && then && isLike(prints[k], one)) {
        return true;
      }
    }
    return false;
  }

  boolean hasOpen(boolean[] explained) {
    for (int i = 0; i < size; i++) {
      if (!explained[i] && mayBeOpen(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBeOpen(int i) {
    return standings[i] != Standing.FILTERED && standings[i] != Standing.PAIRED;
  }

  /** How many removed records nothing explains for want of room. */
  int unexplained(boolean[] explained) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += standings[i] == Standing.REMOVED && !explained[i] ? 1 : 0;
    }
    return count;
  }

  /** Adds all records of another one, in order. */
  void addAll(GapSide other) {
    for (int i = 0; i < other.size; i++) {
      add(other.prints[i], other.standings[i]);
    }
  }

  void clear() {
    size = 0;
  }

  private static boolean isLike(Fingerprint one, Fingerprint other) {
    int same = one.key() == other.key() ? 1 : 0;
    same += one.value() == other.value() && one.valueSize() > 0 ? 1 : 0;
    same += one.timestamp() == other.timestamp() ? 1 : 0;
    return same >= 2;
  }
}
