package io.strait.replicator.engine;

import io.strait.replicator.wire.Frame;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A batch between its stamping and its acknowledgement.
 *
 * @param buffer holds it
 * @param at index of its first byte
 * @param size its bytes
 * @param base target offset at which its first record must land
 * @param from source offset of its first record
 * @param count its records
 * @param maxTimestamp of its records, in milliseconds
 * @param filler whether it only takes up offsets
 * @param frame the memory to give back, or empty if it is the batch's own
 */
record Outgoing(
    ByteBuffer buffer,
    int at,
    int size,
    long base,
    long from,
    int count,
    long maxTimestamp,
    boolean filler,
    Optional<Frame> frame) {
  /** Source offset behind it. */
  long next() {
    return from + count;
  }

  /** Target offset behind it. */
  long targetNext() {
    return base + count;
  }

  void release() {
    frame.ifPresent(Frame::release);
  }
}
