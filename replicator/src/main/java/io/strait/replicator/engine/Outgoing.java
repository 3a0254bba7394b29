package io.strait.replicator.engine;

import io.strait.replicator.wire.Frame;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A batch between its fetch and its acknowledgement.
 *
 * @param buffer holds it
 * @param at index of its first byte
 * @param size its bytes
 * @param base offset of its first record, the same on both sides
 * @param count its records
 * @param maxTimestamp of its records, in milliseconds
 * @param frame the memory to give back, or empty if it is the batch's own
 */
record Outgoing(
    ByteBuffer buffer,
    int at,
    int size,
    long base,
    int count,
    long maxTimestamp,
    Optional<Frame> frame) {
  long next() {
    return base + count;
  }

  void release() {
    frame.ifPresent(Frame::release);
  }
}
