package io.strait.validator.log;

import org.apache.kafka.common.TopicPartition;

/** A stored batch cannot be decoded: its checksum or its structure is wrong. Nothing skips it. */
public final class DamagedBatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /** Names the place by the base offset of the batch. */
  public DamagedBatch(TopicPartition partition, long offset, String why) {
    super("the stored batch of " + partition + " at offset " + offset + " is damaged: " + why);
    this.offset = offset;
  }

  /** The base offset of the batch in its own log. */
  public long offset() {
    return offset;
  }
}
