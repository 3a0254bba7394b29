package io.strait.replicator.engine;

import io.strait.replicator.wire.Frame;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What the source's log asks of the target next, in source order. */
sealed interface Step {
  /**
   * Append records with consecutive source offsets.
   *
   * @param buffer holds the batch
   * @param at index of its first byte
   * @param size its bytes
   * @param from source offset of its first record
   * @param count its records
   * @param maxTimestamp of its records, in milliseconds
   * @param transaction producer id of the source's transaction to carry out again, or {@link
   *     #PLAIN}
   * @param frame the memory to give back, or empty if it is the batch's own
   */
  record Append(
      ByteBuffer buffer,
      int at,
      int size,
      long from,
      int count,
      long maxTimestamp,
      long transaction,
      Optional<Frame> frame)
      implements Step {
    /** Not to be part of a transaction. */
    static final long PLAIN = -1;

    boolean isTransactional() {
      return transaction != PLAIN;
    }

    /** Source offset behind its last record. */
    long to() {
      return from + count;
    }

    void release() {
      frame.ifPresent(Frame::release);
    }
  }

  /**
   * Put what stands at {@code [from, to)} aside before anything behind it is copied; then these
   * offsets hold no data for the target.
   *
   * @param letter what is put aside
   * @param frame the memory to give back
   */
  record Letter(long from, long to, DeadLetter letter, Frame frame) implements Step {}

  /** The source holds no data in {@code [from, to)}: transaction ends, aborted or removed data. */
  record Fill(long from, long to) implements Step {
    long size() {
      return to - from;
    }
  }

  /** Append the tombstones that the source had, and removed before they were copied. */
  record Delete() implements Step {}

  /** The source's transaction ends here; so must the target's. */
  record End(long at, long producerId, boolean commit) implements Step {}

  /** Nothing behind this may be copied. */
  record Stop(Halt halt) implements Step {}
}
