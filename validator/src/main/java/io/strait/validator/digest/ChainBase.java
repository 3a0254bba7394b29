package io.strait.validator.digest;

/**
 * Arithmetic of the order-sensitive lanes: a polynomial in a secret base modulo the prime 2^61 - 1.
 * A prime modulus, because modulo 2^64 records that trade places over a power-of-two distance would
 * be seen with far fewer than 64 bits. Immutable.
 */
public final class ChainBase {
  private static final long PRIME = (1L << 61) - 1;

  private final long base;

  /** The base follows from the seed of the scan. */
  public ChainBase(long seed) {
    this.base = 2 + Long.remainderUnsigned(Hash64.mix(seed, 4), PRIME - 3);
  }

  /** The lane after one more element. */
  long append(long lane, long hash) {
    return plus(times(lane, base), reduced(hash));
  }

  /** The lane of a range followed by another range of {@code count} elements. */
  long concat(long left, long right, long count) {
    return plus(times(left, power(count)), right);
  }

  private long power(long exponent) {
    long result = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = times(result, square);
      }
      square = times(square, square);
    }
    return result;
  }

  private static long reduced(long hash) {
    return folded((hash & PRIME) + (hash >>> 61));
  }

  private static long plus(long left, long right) {
    return folded(left + right);
  }

  private static long times(long left, long right) {
    long high = Math.multiplyHigh(left, right);
    long low = left * right;
    return folded((low & PRIME) + (high << 3 | low >>> 61));
  }

  private static long folded(long sum) {
    return sum >= PRIME ? sum - PRIME : sum;
  }
}
