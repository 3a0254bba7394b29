package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.List;

/** Batches of records that a link writes of its own accord. */
public final class PlainBatch {
  private PlainBatch() {}

  /** One uncompressed batch of these records, at least one; it still needs a stamp. */
  public static ByteBuffer of(List<PlainRecord> entries) {
    BatchWriter writer = new BatchWriter();
    entries.forEach(writer::plain);
    return writer.batch(Codec.NONE, 0);
  }
}
