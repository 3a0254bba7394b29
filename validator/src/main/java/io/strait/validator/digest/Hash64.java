package io.strait.validator.digest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md) and a mixer of two hashes. Keyed by a seed
 * that is drawn anew for every scan, so equal sums of unequal logs cannot be prepared beforehand.
 */
final class Hash64 {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Hash64() {}

  static long of(byte[] data, long seed) {
    return of(data, 0, data.length, seed);
  }

  /** The hash of a span of bytes. */
  static long of(byte[] data, int from, int length, long seed) {
    int at = from;
    int to = from + length;
    long hash = seed + P5;
    if (length >= 32) {
      at = to - (length & 31);
      hash = stripes(data, from, at, seed);
    }
    return finish(hash + length, data, at, to);
  }

  /** Combines two hashes; not symmetric. */
  static long mix(long left, long right) {
    return avalanche(
        Long.rotateLeft(left * P2 + P4, 31) * P1 ^ Long.rotateLeft(right * P3 + P5, 27));
  }

  private static long stripes(byte[] data, int from, int to, long seed) {
    long a = seed + P1 + P2;
    long b = seed + P2;
    long c = seed;
    long d = seed - P1;
    for (int at = from; at < to; at += 32) {
      a = round(a, (long) LONGS.get(data, at));
      b = round(b, (long) LONGS.get(data, at + 8));
      c = round(c, (long) LONGS.get(data, at + 16));
      d = round(d, (long) LONGS.get(data, at + 24));
    }
    long hash =
        Long.rotateLeft(a, 1)
            + Long.rotateLeft(b, 7)
            + Long.rotateLeft(c, 12)
            + Long.rotateLeft(d, 18);
    hash = (hash ^ round(0, a)) * P1 + P4;
    hash = (hash ^ round(0, b)) * P1 + P4;
    hash = (hash ^ round(0, c)) * P1 + P4;
    return (hash ^ round(0, d)) * P1 + P4;
  }

  private static long finish(long start, byte[] data, int from, int to) {
    long hash = start;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(data, at)), 27) * P1 + P4;
    }
    if (at + 4 <= to) {
      long four = (int) INTS.get(data, at) & 0xFFFFFFFFL;
      hash = Long.rotateLeft(hash ^ four * P1, 23) * P2 + P3;
      at += 4;
    }
    for (; at < to; at++) {
      hash = Long.rotateLeft(hash ^ (data[at] & 0xFF) * P5, 11) * P1;
    }
    return avalanche(hash);
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * P2, 31) * P1;
  }

  private static long avalanche(long value) {
    long hash = value;
    hash = (hash ^ hash >>> 33) * P2;
    hash = (hash ^ hash >>> 29) * P3;
    return hash ^ hash >>> 32;
  }
}
