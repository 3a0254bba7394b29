package io.strait.validator.keyed;

import java.util.BitSet;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A set of offsets of one log: one bit per offset, in stretches that hold at least one. One thread.
 */
final class OffsetSet {
  private static final int SHIFT = 12;
  private static final int MASK = (1 << SHIFT) - 1;

  private final NavigableMap<Long, BitSet> stretches = new TreeMap<>();

  void add(long offset) {
    stretches.computeIfAbsent(offset >> SHIFT, none -> new BitSet()).set((int) offset & MASK);
  }

  void remove(long offset) {
    BitSet bits = stretches.get(offset >> SHIFT);
    if (bits != null) {
      bits.clear((int) offset & MASK);
      if (bits.isEmpty()) {
        stretches.remove(offset >> SHIFT);
      }
    }
  }

  boolean has(long offset) {
    BitSet bits = stretches.get(offset >> SHIFT);
    return bits != null && bits.get((int) offset & MASK);
  }

  boolean isEmpty() {
    return stretches.isEmpty();
  }

  /** How many there are from an offset on and below another. */
  long count(long from, long to) {
    long count = 0;
    for (long at = next(from); at >= 0 && at < to; ) {
      BitSet bits = stretches.get(at >> SHIFT);
      long base = at >> SHIFT << SHIFT;
      if (at == base && base + MASK < to) {
        count += bits.cardinality();
        at = next(base + MASK + 1);
      } else {
        count++;
        at = next(at + 1);
      }
    }
    return count;
  }

  /** The first one at or behind an offset; -1 when there is none. */
  long next(long from) {
    NavigableMap<Long, BitSet> rest = stretches.tailMap(from >> SHIFT, true);
    for (var stretch : rest.entrySet()) {
      int begin = stretch.getKey() == from >> SHIFT ? (int) from & MASK : 0;
      int bit = stretch.getValue().nextSetBit(begin);
      if (bit >= 0) {
        return (stretch.getKey() << SHIFT) + bit;
      }
    }
    return -1;
  }
}
