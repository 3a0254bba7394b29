package io.strait.validator.audit;

/**
 * Records of one side, without regard to their order. Adds up, and can be taken back.
 *
 * @param records how many
 * @param sum multiset digest: the sum modulo 2^64 of what the fingerprints hold besides offsets
 */
public record SideTally(long records, long sum) {
  /** No record. */
  public static final SideTally NONE = new SideTally(0, 0);

  /** Both together. */
  public SideTally plus(SideTally other) {
    return new SideTally(records + other.records, sum + other.sum);
  }

  /** These without those. */
  public SideTally minus(SideTally other) {
    return new SideTally(records - other.records, sum - other.sum);
  }
}
