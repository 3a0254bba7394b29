package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.List;

/** One part of a rebuilt batch; pieces come in source order. */
public sealed interface Piece {
  /** Source offset of its first record. */
  long firstOffset();

  /** Source offset of its last record. */
  long lastOffset();

  /**
   * A dense batch of message format 2, ready to be stamped: producer fields unset, timestamps of
   * its own, base offset the source's.
   *
   * @param batch from index 0 to the limit; on the heap and nobody else's
   * @param count its records
   * @param maxTimestamp of its records in milliseconds, or -1
   * @param stretches where its records come from; one, unless holes were closed
   */
  record Run(ByteBuffer batch, int count, long maxTimestamp, List<Stretch> stretches)
      implements Piece {
    /** Keeps a copy of the list. */
    public Run {
      stretches = List.copyOf(stretches);
    }

    @Override
    public long firstOffset() {
      return stretches.get(0).source();
    }

    @Override
    public long lastOffset() {
      Stretch last = stretches.get(stretches.size() - 1);
      return last.source() + count - 1 - last.index();
    }
  }

  /**
   * From the run's record {@code index} on, until the next stretch, source offsets follow each
   * other.
   *
   * @param index 0 for the run's first record
   * @param source the source offset of that record
   */
  record Stretch(int index, long source) {}

  /**
   * A record that can not be copied.
   *
   * @param firstOffset its source offset
   * @param record its content as the source has it
   * @param reason why, in a sentence
   */
  record Poison(long firstOffset, PlainRecord record, String reason) implements Piece {
    @Override
    public long lastOffset() {
      return firstOffset;
    }
  }
}
