package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A record where it lies in its batch; each part is decoded only when asked for.
 *
 * <p>Valid only during the call that brings it: what it shows is overwritten by the next record.
 */
public interface RecordView {
  /** Source offset. */
  long offset();

  /** As a reader sees it: the broker's append time where the topic says so. Milliseconds, or -1. */
  long timestamp();

  /** The key's bytes, read-only, or empty for none. */
  Optional<ByteBuffer> key();

  /** The value's bytes, read-only, or empty for none. */
  Optional<ByteBuffer> value();

  /** Headers in order. */
  List<PlainHeader> headers();

  /** All of it, to keep. */
  default PlainRecord copy() {
    return new PlainRecord(
        timestamp(), key().map(RecordView::bytes), value().map(RecordView::bytes), headers());
  }

  private static byte[] bytes(ByteBuffer from) {
    byte[] bytes = new byte[from.remaining()];
    from.duplicate().get(bytes);
    return bytes;
  }
}
