package io.strait.validator.digest;

/**
 * A record without its bytes: its place, its time, and keyed 64-bit hashes of its fields. Two
 * fingerprints compare only when one {@link Fingerprinter} seed made both.
 *
 * @param offset offset of the record in its own log
 * @param timestamp milliseconds since the epoch
 * @param key hash of the key; absent and empty differ
 * @param value hash of the value; absent and empty differ
 * @param headers hash of all headers in order
 * @param keySize bytes of the key, -1 when absent
 * @param valueSize bytes of the value, -1 when absent
 * @param headerCount how many headers there are
 */
public record Fingerprint(
    long offset,
    long timestamp,
    long key,
    long value,
    long headers,
    int keySize,
    int valueSize,
    int headerCount) {

  /** Key and value together. */
  public long content() {
    return Hash64.mix(key, value);
  }

  /** Key, value, headers and timestamp together; not the offset. */
  public long full() {
    return Hash64.mix(content(), Hash64.mix(headers, timestamp));
  }

  /** Whether both records are the same in everything but their offset. */
  public boolean sameRecord(Fingerprint other) {
    return key == other.key
        && value == other.value
        && headers == other.headers
        && timestamp == other.timestamp;
  }

  /** Whether key and value are the same. */
  public boolean sameContent(Fingerprint other) {
    return key == other.key && value == other.value;
  }
}
