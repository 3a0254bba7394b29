package io.strait.validator.certificate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The last record of each key within a range, as sums over buckets of keys: what a cleaner must
 * leave of that range as long as nothing is written behind it. Immutable.
 *
 * @param buckets 1, 2, 4 and so on, at most {@link #MOST_BUCKETS}; a key's bucket follows from its
 *     hash
 */
public record LatestValues(List<Bucket> buckets) {
  /** The most buckets of one log. */
  public static final int MOST_BUCKETS = 4_096;

  private static final int BYTES = 24;

  /** Copies the list; refuses a number of buckets that is no power of two, or too large. */
  public LatestValues {
    buckets = List.copyOf(buckets);
    if (Integer.bitCount(buckets.size()) != 1 || buckets.size() > MOST_BUCKETS) {
      throw new IllegalArgumentException(
          buckets.size() + " buckets of keys: must be a power of two, at most " + MOST_BUCKETS);
    }
  }

  /**
   * Keys with something in common.
   *
   * @param values keys whose last record has a value
   * @param valueSum sum of the hashes of those records, offsets included
   * @param tombstones keys whose last record is a tombstone, which a cleaner removes in time
   * @param tombstoneSum sum of the hashes of those
   */
  public record Bucket(int values, long valueSum, int tombstones, long tombstoneSum) {}

  /** How many keys have a value. */
  public long values() {
    return buckets.stream().mapToLong(Bucket::values).sum();
  }

  /** How many keys were deleted. */
  public long tombstones() {
    return buckets.stream().mapToLong(Bucket::tombstones).sum();
  }

  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(buckets.size() * BYTES);
    for (Bucket bucket : buckets) {
      bytes.putInt(bucket.values()).putLong(bucket.valueSum());
      bytes.putInt(bucket.tombstones()).putLong(bucket.tombstoneSum());
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static LatestValues read(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    List<Bucket> buckets = new ArrayList<>();
    while (bytes.remaining() >= BYTES) {
      buckets.add(new Bucket(bytes.getInt(), bytes.getLong(), bytes.getInt(), bytes.getLong()));
    }
    return new LatestValues(buckets);
  }
}
