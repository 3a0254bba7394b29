package io.strait.replicator.wire;

import java.nio.ByteBuffer;

/**
 * A batch of records with consecutive offsets, made by the record path.
 *
 * @param batch the whole batch, from index 0 to its limit
 * @param from offset of its first record on the source
 * @param count its records
 */
public record DenseRun(ByteBuffer batch, long from, int count) {
  /** Offset behind its last record. */
  public long to() {
    return from + count;
  }
}
