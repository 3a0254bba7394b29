package io.strait.replicator.engine;

import io.strait.replicator.wire.Piece;
import io.strait.replicator.wire.PlainRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What cannot be copied, as the source has it.
 *
 * @param content a record with its own key, value, headers and timestamp; of a batch, the raw bytes
 *     as the value
 * @param batch whether it is a whole batch whose records cannot be read
 * @param reason why, in a sentence
 */
record DeadLetter(PlainRecord content, boolean batch, String reason) {
  /** Bytes of its content. */
  int size() {
    int headers =
        content.headers().stream().mapToInt(h -> h.name().length() + size(h.value())).sum();
    return size(content.key()) + size(content.value()) + headers;
  }

  private static int size(Optional<byte[]> part) {
    return part.map(bytes -> bytes.length).orElse(0);
  }

  static DeadLetter of(Piece.Poison poison) {
    return new DeadLetter(poison.record(), false, poison.reason());
  }

  /** A batch that cannot be read; copies its bytes. */
  static DeadLetter of(ByteBuffer buffer, int at, int size, String reason) {
    byte[] bytes = new byte[size];
    buffer.get(at, bytes);
    PlainRecord raw = new PlainRecord(-1, Optional.empty(), Optional.of(bytes), List.of());
    return new DeadLetter(raw, true, reason);
  }
}
