package io.strait.validator.keyed;

/**
 * Digests of all records of each key on both sides, in flat arrays, 56 bytes per key: a sum that is
 * blind to order, and one chain per side that is not. Open addressing. One thread.
 */
final class KeyTable {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final int NUMBER = 0x1FFFF;
  private static final int TARGET_SHIFT = 20;
  private static final long KEYLESS = 1L << 60;
  private static final long SEVERAL_SOURCES = 1L << 61;
  private static final long SEVERAL_TARGETS = 1L << 62;

  private final int capacity;
  private final int mask;
  private final long[] high;
  private final long[] low;
  private final long[] sum;
  private final long[] sourceChain;
  private final long[] targetChain;
  private final long[] last;
  private final long[] meta;
  private int size;

  /** For so many keys at the most. */
  KeyTable(int capacity) {
    this.capacity = capacity;
    int slots = Integer.highestOneBit(Math.max(4, capacity)) * 2;
    this.mask = slots - 1;
    this.high = new long[slots];
    this.low = new long[slots];
    this.sum = new long[slots];
    this.sourceChain = new long[slots];
    this.targetChain = new long[slots];
    this.last = new long[slots];
    this.meta = new long[slots];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
    java.util.Arrays.fill(meta, 0);
  }

  /** False when there is no room for another key. */
  boolean add(Print print, boolean target, int partition) {
    int at = slot(print.high(), print.low());
    if (meta[at] == 0) {
      if (size >= capacity) {
        return false;
      }
      claim(at, print);
    }
    long full = print.record().full() * STEP + 1;
    if (target) {
      sum[at] -= full;
      targetChain[at] = Long.rotateLeft(targetChain[at], 23) * STEP + full;
      meta[at] = placed(meta[at], partition, TARGET_SHIFT, SEVERAL_TARGETS);
    } else {
      sum[at] += full;
      sourceChain[at] = Long.rotateLeft(sourceChain[at], 23) * STEP + full;
      last[at] = Math.max(last[at], print.offset());
      meta[at] = placed(meta[at], partition, 0, SEVERAL_SOURCES);
    }
    return true;
  }

  /** Drops keys that are not of this share. */
  void keep(Share share) {
    KeyTable kept = new KeyTable(capacity);
    for (int i = 0; i <= mask; i++) {
      if (meta[i] != 0 && share.has(low[i])) {
        int at = kept.slot(high[i], low[i]);
        kept.copy(at, this, i);
        kept.size++;
      }
    }
    clear();
    for (int i = 0; i <= mask; i++) {
      copy(i, kept, i);
    }
    size = kept.size;
  }

  /** Receives each key. */
  @FunctionalInterface
  interface Sink {
    void key(long high, long low, boolean equal, int sourcePartition, long lastSourceOffset);
  }

  void each(Sink sink) {
    for (int i = 0; i <= mask; i++) {
      if (meta[i] != 0) {
        int source = (int) (meta[i] & NUMBER) - 1;
        boolean single = (meta[i] & SEVERAL_SOURCES) == 0;
        sink.key(high[i], low[i], isEqual(i), single ? source : -1, last[i]);
      }
    }
  }

  private boolean isEqual(int i) {
    if ((meta[i] & KEYLESS) != 0) {
      return sum[i] == 0;
    }
    boolean ordered = sourceChain[i] == targetChain[i] || (meta[i] & SEVERAL_SOURCES) != 0;
    return sum[i] == 0 && ordered && (meta[i] & SEVERAL_TARGETS) == 0;
  }

  private void claim(int at, Print print) {
    high[at] = print.high();
    low[at] = print.low();
    sum[at] = 0;
    sourceChain[at] = 0;
    targetChain[at] = 0;
    last[at] = -1;
    meta[at] = 1L << 59 | (print.hasKey() ? 0 : KEYLESS);
    size++;
  }

  private void copy(int at, KeyTable from, int i) {
    high[at] = from.high[i];
    low[at] = from.low[i];
    sum[at] = from.sum[i];
    sourceChain[at] = from.sourceChain[i];
    targetChain[at] = from.targetChain[i];
    last[at] = from.last[i];
    meta[at] = from.meta[i];
  }

  private static long placed(long meta, int partition, int shift, long several) {
    long known = meta >> shift & NUMBER;
    if (known == 0) {
      return meta | (long) (partition + 1) << shift;
    }
    return known == partition + 1 ? meta : meta | several;
  }

  private int slot(long wantedHigh, long wantedLow) {
    int at = (int) (wantedHigh * STEP >>> 32) & mask;
    while (meta[at] != 0 && (high[at] != wantedHigh || low[at] != wantedLow)) {
      at = at + 1 & mask;
    }
    return at;
  }
}
