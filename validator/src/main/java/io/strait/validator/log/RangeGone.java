package io.strait.validator.log;

import org.apache.kafka.common.TopicPartition;

/** Retention or DeleteRecords took the place where a read stood: the scan clips again. */
public final class RangeGone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RangeGone(TopicPartition partition, long offset) {
    super("offset " + offset + " of " + partition + " is no longer in the log");
  }
}
