package io.strait.replicator.wire;

import java.util.List;
import java.util.Optional;

/**
 * The content of one record, apart from any batch.
 *
 * @param timestamp in milliseconds since the epoch, or -1
 * @param key its bytes, not to be changed, or empty for none
 * @param value likewise; empty is a tombstone, not an empty value
 * @param headers in order
 */
public record PlainRecord(
    long timestamp, Optional<byte[]> key, Optional<byte[]> value, List<PlainHeader> headers) {
  /** Keeps a copy of the list. */
  public PlainRecord {
    headers = List.copyOf(headers);
  }
}
