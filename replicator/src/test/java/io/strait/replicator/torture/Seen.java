package io.strait.replicator.torture;

/**
 * One record as a consumer saw it.
 *
 * @param offset its offset
 * @param timestamp its timestamp in milliseconds
 * @param id writer and number, from its header
 * @param key digest of its key, or "null"
 * @param tombstone whether it has no value
 * @param content digest of timestamp, key, value and headers
 */
record Seen(long offset, long timestamp, String id, String key, boolean tombstone, String content) {
  /** The same record at another offset. */
  Seen at(long other) {
    return new Seen(other, timestamp, id, key, tombstone, content);
  }
}
