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
 * @param maxRecords no batch is made of more; 1 or more
 * @param edit asked about every record, if any
 */
public record RecordPlan(
    long from,
    Holes holes,
    Optional<Codec> codec,
    int maxBatchBytes,
    int maxRecords,
    Optional<RecordEdit> edit) {
  private static final int LEAST_BYTES = 1024;

  /** Refuses a bound that holds no record. */
  public RecordPlan {
    if (maxRecords < 1) {
      throw new IllegalArgumentException(
          "bound of " + maxRecords + " records per batch: must be at least 1");
    }
    if (maxBatchBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "bound of " + maxBatchBytes + " bytes per batch: must be at least " + LEAST_BYTES);
    }
  }

  /** Splits at holes, keeps the codec, no bound, no edit. */
  public static RecordPlan exact(long from) {
    return new RecordPlan(
        from,
        Holes.SPLIT,
        Optional.empty(),
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        Optional.empty());
  }

  /** The same with another bound on bytes. */
  public RecordPlan within(int bytes) {
    return new RecordPlan(from, holes, codec, bytes, maxRecords, edit);
  }

  /** The same with another bound on records. */
  public RecordPlan withMostRecords(int records) {
    return new RecordPlan(from, holes, codec, maxBatchBytes, records, edit);
  }

  /** The same in this codec. */
  public RecordPlan in(Codec other) {
    return new RecordPlan(from, holes, Optional.of(other), maxBatchBytes, maxRecords, edit);
  }

  /** The same with holes treated otherwise. */
  public RecordPlan with(Holes other) {
    return new RecordPlan(from, other, codec, maxBatchBytes, maxRecords, edit);
  }

  /** The same with an edit. */
  public RecordPlan with(RecordEdit other) {
    return new RecordPlan(from, holes, codec, maxBatchBytes, maxRecords, Optional.of(other));
  }

  /** What becomes of source offsets without a record. */
  public enum Holes {
    /** A batch ends before it: offsets can stay equal. */
    SPLIT,
    /** Records move together; {@link Piece.Run#stretches} says where they come from. */
    CLOSE
  }
}
