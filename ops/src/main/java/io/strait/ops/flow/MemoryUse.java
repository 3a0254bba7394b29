package io.strait.ops.flow;

/**
 * The memory that all links of this process share for fetched data.
 *
 * @param limit bytes that they may hold together
 * @param used bytes that they hold
 */
public record MemoryUse(long limit, long used) {
  /** Two fetches of the largest size. */
  public static final long LEAST = 32L << 20;

  /** What the process reserves room for. */
  public static final long MOST = 160L << 20;

  /**
   * Checks a new limit.
   *
   * @throws IllegalArgumentException if it is outside the bounds
   */
  public static long checked(long limit) {
    if (limit < LEAST || limit > MOST) {
      throw new IllegalArgumentException(
          "limit of "
              + new ByteSize(Math.max(1 << 10, limit))
              + ": must be "
              + new ByteSize(LEAST)
              + " to "
              + new ByteSize(MOST));
    }
    return limit;
  }
}
