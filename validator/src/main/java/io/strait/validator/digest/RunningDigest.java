package io.strait.validator.digest;

/** A digest that grows record by record without making objects. Confined to one thread. */
public final class RunningDigest {
  private final ChainBase base;
  private long count;
  private long sum;
  private long content;
  private long headers;
  private long timestamps;
  private long offsets;

  /** Goes on from a digest made under the same seed; from {@link Digest#EMPTY} to begin. */
  public RunningDigest(ChainBase base, Digest from) {
    this.base = base;
    this.count = from.count();
    this.sum = from.sum();
    this.content = from.content();
    this.headers = from.headers();
    this.timestamps = from.timestamps();
    this.offsets = from.offsets();
  }

  /** One more record that stands at, or is the image of, {@code sourceOffset}. */
  public void append(Fingerprint record, long sourceOffset) {
    append(record.content(), record.headers(), record.timestamp(), sourceOffset);
  }

  /** One more record, by the parts of its {@link Fingerprint}. */
  public void append(long key, long value, long headersHash, long timestamp, long sourceOffset) {
    append(Hash64.mix(key, value), headersHash, timestamp, sourceOffset);
  }

  private void append(long contentHash, long headersHash, long timestamp, long sourceOffset) {
    count++;
    sum += contentHash;
    content = base.append(content, contentHash);
    headers = base.append(headers, headersHash);
    timestamps = base.append(timestamps, Hash64.mix(timestamp, 5));
    offsets = base.append(offsets, Hash64.mix(sourceOffset, 6));
  }

  /** The digest so far. */
  public Digest now() {
    return new Digest(count, sum, content, headers, timestamps, offsets);
  }
}
