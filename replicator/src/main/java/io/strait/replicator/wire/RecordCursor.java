package io.strait.replicator.wire;

/** The records of one batch, one after the other. One thread. */
interface RecordCursor extends RecordView, AutoCloseable {
  /**
   * Goes on to the next record.
   *
   * @return false behind the last one
   * @throws DamagedBatch if the bytes are not what the batch's header promises
   */
  boolean next() throws DamagedBatch;

  /** Source offset behind the batch. */
  long end();

  /** Bytes that {@link #appendTo} would add at most. */
  int bound();

  /** Appends the record as it is, but for its place in the batch. */
  void appendTo(BatchWriter writer);

  @Override
  void close();
}
