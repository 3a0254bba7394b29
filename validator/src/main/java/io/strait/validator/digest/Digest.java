package io.strait.validator.digest;

/**
 * The digest of a run of records. Equal digests under one secret seed mean equal records, in equal
 * order, at equal offsets, up to the chance of a 61-bit collision per comparison.
 *
 * @param count how many records
 * @param sum multiset lane: the sum modulo 2^64 of the content hashes (a sum, since two equal
 *     records would cancel under exclusive-or); blind to order
 * @param content order-sensitive lane over keys and values
 * @param headers order-sensitive lane over headers
 * @param timestamps order-sensitive lane over timestamps
 * @param offsets order-sensitive lane over the source offsets at which the records must stand
 */
public record Digest(
    long count, long sum, long content, long headers, long timestamps, long offsets) {
  /** The digest of no record. */
  public static final Digest EMPTY = new Digest(0, 0, 0, 0, 0, 0);

  /** Stands where no digest was made; equal to the digest of no run of records. */
  public static final Digest NONE = new Digest(-1, 0, 0, 0, 0, 0);

  /** Whether this is a digest, and not {@link #NONE}. */
  public boolean isMade() {
    return count >= 0;
  }

  /** The digest after one more record that stands at, or is the image of, {@code sourceOffset}. */
  public Digest append(Fingerprint record, long sourceOffset, ChainBase base) {
    return new Digest(
        count + 1,
        sum + record.content(),
        base.append(content, record.content()),
        base.append(headers, record.headers()),
        base.append(timestamps, Hash64.mix(record.timestamp(), 5)),
        base.append(offsets, Hash64.mix(sourceOffset, 6)));
  }

  /** The digest of these records followed by those of {@code next}. */
  public Digest concat(Digest next, ChainBase base) {
    return new Digest(
        count + next.count,
        sum + next.sum,
        base.concat(content, next.content, next.count),
        base.concat(headers, next.headers, next.count),
        base.concat(timestamps, next.timestamps, next.count),
        base.concat(offsets, next.offsets, next.count));
  }

  /** Whether both hold the same records in different order: proved without reading them again. */
  public boolean isPermutationOf(Digest other) {
    return count == other.count && sum == other.sum && content != other.content;
  }
}
