package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition's part of a fetch answer.
 *
 * @param partition which one
 * @param outcome whether it could be read
 * @param diverged whether the log was rewritten behind the reader: an unclean leader election
 * @param logStart first offset in the log, or -1 if not told
 * @param highWatermark or -1
 * @param lastStable last stable offset, or -1
 * @param records whole batches from index 0 to the limit, the last one possibly cut short; shares
 *     the frame's memory
 * @param aborted aborted transactions in this range
 */
public record FetchedPartition(
    TopicPartition partition,
    Outcome outcome,
    boolean diverged,
    long logStart,
    long highWatermark,
    long lastStable,
    ByteBuffer records,
    List<Aborted> aborted) {
  /** Keeps a copy of the list. */
  public FetchedPartition {
    aborted = List.copyOf(aborted);
  }

  /** One aborted transaction: this producer's data from that offset to its next marker. */
  public record Aborted(long producerId, long firstOffset) {}
}
