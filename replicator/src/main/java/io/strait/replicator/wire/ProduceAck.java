package io.strait.replicator.wire;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * The broker's answer to one batch.
 *
 * @param partition where the batch went
 * @param outcome whether it is in the log
 * @param baseOffset offset of its first record, or -1; for a repeat of one of the last five batches
 *     the offset of the first append
 * @param refused the records because of which the batch was refused, if the broker names them
 *     (KIP-467)
 */
public record ProduceAck(
    TopicPartition partition, Outcome outcome, long baseOffset, List<Refused> refused) {
  /** Keeps a copy of the list. */
  public ProduceAck {
    refused = List.copyOf(refused);
  }

  /**
   * A record because of which the batch was refused.
   *
   * @param index its place in the batch, from 0
   * @param why the broker's words, or blank
   */
  public record Refused(int index, String why) {}
}
