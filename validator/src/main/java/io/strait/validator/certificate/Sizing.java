package io.strait.validator.certificate;

/**
 * How finely partitions are certified, so that the file of a large estate can still be read.
 *
 * @param windows most windows of a partition, 1 or more
 * @param bucketBits most buckets of keys, as a power of two
 */
public record Sizing(int windows, int bucketBits) {
  private static final int ALL_WINDOWS = 1 << 15;
  private static final int ALL_BUCKETS = 1 << 16;

  /** For a certificate of so many partitions. */
  public static Sizing of(int partitions) {
    int many = Math.max(1, partitions);
    int windows = Math.max(1, Math.min(CertifiedLog.MOST_WINDOWS, ALL_WINDOWS / many));
    int buckets = Math.max(1, Math.min(LatestValues.MOST_BUCKETS, ALL_BUCKETS / many));
    return new Sizing(windows, 31 - Integer.numberOfLeadingZeros(buckets));
  }

  /** Buckets for a log of so many records: never more than it can have keys. */
  int bits(long records) {
    int enough = 64 - Long.numberOfLeadingZeros(Math.max(1, records) - 1);
    return Math.min(bucketBits, enough);
  }
}
