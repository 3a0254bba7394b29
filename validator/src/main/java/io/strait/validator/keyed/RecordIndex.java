package io.strait.validator.keyed;

import java.util.Arrays;

/**
 * Records of both sides in flat arrays, 32 bytes each, to be gone through key by key. The source's
 * come first, both in log order. Offsets below 2^43, partitions below 2^16. One thread.
 */
final class RecordIndex {
  static final int TOMBSTONE = 1;
  static final int FILTERED = 2;
  static final int TARGET = 4;
  static final int KEYLESS = 8;
  private static final int FLAG_BITS = 4;
  private static final int OFFSET_SHIFT = 20;
  private static final int PARTITION_MASK = 0xFFFF;
  private static final int INDEX_BITS = 24;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  private long[] high = new long[1_024];
  private long[] low = new long[1_024];
  private long[] full = new long[1_024];
  private long[] place = new long[1_024];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void add(Print print, boolean target) {
    add(print, target, 0);
  }

  void add(Print print, boolean target, int partition) {
    if (size == high.length) {
      grow();
    }
    high[size] = print.high();
    low[size] = print.low();
    full[size] = print.record().full();
    long flags = print.isTombstone() ? TOMBSTONE : 0;
    flags |= print.filtered() ? FILTERED : 0;
    flags |= target ? TARGET : 0;
    flags |= print.hasKey() ? 0 : KEYLESS;
    place[size++] = print.offset() << OFFSET_SHIFT | (long) partition << FLAG_BITS | flags;
  }

  /** Drops all records whose key is not of this share of all keys. */
  void keep(Share share) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (share.has(low[i])) {
        high[kept] = high[i];
        low[kept] = low[i];
        full[kept] = full[i];
        place[kept++] = place[i];
      }
    }
    size = kept;
  }

  /** Hands out the records of one key after the other, as indices in the order of adding. */
  void byKey(KeySink sink) {
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      order[i] = high[i] & ~INDEX_MASK | i;
    }
    Arrays.sort(order);
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && (order[to] & ~INDEX_MASK) == (order[from] & ~INDEX_MASK)) {
        to++;
      }
      run(order, from, to, sink);
      from = to;
    }
  }

  long offset(int index) {
    return place[index] >> OFFSET_SHIFT;
  }

  long low(int index) {
    return low[index];
  }

  int partition(int index) {
    return (int) (place[index] >> FLAG_BITS) & PARTITION_MASK;
  }

  long full(int index) {
    return full[index];
  }

  boolean is(int index, int flag) {
    return (place[index] & flag) != 0;
  }

  /** Receives the records of a key. */
  @FunctionalInterface
  interface KeySink {
    void key(int[] records);
  }

  /** Keys whose digests begin alike stand in one run; nearly always it is one key. */
  private void run(long[] order, int from, int to, KeySink sink) {
    int[] records = new int[to - from];
    int left = to - from;
    for (int i = 0; i < left; i++) {
      records[i] = (int) (order[from + i] & INDEX_MASK);
    }
    while (left > 0) {
      int first = records[0];
      int[] one = new int[left];
      int taken = 0;
      int rest = 0;
      for (int i = 0; i < left; i++) {
        int at = records[i];
        if (high[at] == high[first] && low[at] == low[first]) {
          one[taken++] = at;
        } else {
          records[rest++] = at;
        }
      }
      sink.key(Arrays.copyOf(one, taken));
      left = rest;
    }
  }

  private void grow() {
    int more = size * 2;
    high = Arrays.copyOf(high, more);
    low = Arrays.copyOf(low, more);
    full = Arrays.copyOf(full, more);
    place = Arrays.copyOf(place, more);
  }
}
