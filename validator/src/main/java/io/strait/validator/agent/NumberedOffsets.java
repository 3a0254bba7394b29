package io.strait.validator.agent;

import io.strait.validator.digest.Fingerprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which offset the record with a number has, as far as it was seen: of one log, numbered by its
 * committed records. Holds 8 bytes for each fingerprint that was moved. One thread.
 */
final class NumberedOffsets {
  private final TreeMap<Long, long[]> pages = new TreeMap<>();
  private final Map<Long, Long> starts = new HashMap<>();
  private final long end;

  /** A number before all that were seen is taken to be at the end of the log. */
  NumberedOffsets(long end) {
    this.end = end;
  }

  /** The record with this number stands at this offset. */
  void mark(long number, long offset) {
    starts.put(number, offset);
  }

  /** Records with consecutive numbers. */
  void mark(long number, List<Fingerprint> records) {
    if (!records.isEmpty()) {
      pages.put(number, records.stream().mapToLong(Fingerprint::offset).toArray());
    }
  }

  /** The offset of a number; of one that stands for an offset, see {@link #outside}, that. */
  long offset(long number) {
    if (number < 0) {
      return -number - 1;
    }
    Long start = starts.get(number);
    if (start != null) {
      return start;
    }
    Map.Entry<Long, long[]> page = pages.floorEntry(number);
    if (page == null) {
      return end;
    }
    long[] offsets = page.getValue();
    long beyond = number - page.getKey() - (offsets.length - 1);
    return beyond <= 0
        ? offsets[(int) (number - page.getKey())]
        : Math.min(end, offsets[offsets.length - 1] + beyond);
  }

  /** A number for a record whose own is not known, which still tells its offset. */
  static long outside(long offset) {
    return -offset - 1;
  }
}
