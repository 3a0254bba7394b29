package io.strait.replicator.wire;

import java.util.Optional;

/**
 * What the record path makes of a batch.
 *
 * @param from source offset of the first record wanted; 0 or more
 * @param holes what becomes of source offsets without a record between two records
 * @param codec the codec of what is made, or empty to keep the source batch's
 * @param maxBatchBytes no batch is made larger than this; 1024 or more (the target topic's {@code
 *     max.message.bytes})
 * @param edit asked about every record, if any
 */
public record RecordPlan(
    long from, Holes holes, Optional<Codec> codec, int maxBatchBytes, Optional<RecordEdit> edit) {
  private static final int LEAST_BYTES = 1024;

  /** Refuses a bound that holds no record. */
  public RecordPlan {
    if (maxBatchBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "bound of " + maxBatchBytes + " bytes per batch: must be at least " + LEAST_BYTES);
    }
  }

  /** Splits at holes, keeps the codec, no bound, no edit. */
  public static RecordPlan exact(long from) {
    return new RecordPlan(from, Holes.SPLIT, Optional.empty(), Integer.MAX_VALUE, Optional.empty());
  }

  /** The same from another offset on. */
  public RecordPlan from(long other) {
    return new RecordPlan(other, holes, codec, maxBatchBytes, edit);
  }

  /** What becomes of source offsets without a record. */
  public enum Holes {
    /** A batch ends before it: offsets can stay equal. */
    SPLIT,
    /** Records move together; {@link Piece.Run#stretches} says where they come from. */
    CLOSE
  }
}
