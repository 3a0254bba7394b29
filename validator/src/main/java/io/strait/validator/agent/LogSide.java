package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What one side of a comparison can be asked. Safe for use by several threads.
 *
 * <p>Every method throws {@link io.strait.validator.log.RangeGone} when retention took what was
 * asked for, {@link io.strait.replicator.cluster.ClusterException} or {@link AgentFailure} when the
 * side does not answer, and {@link io.strait.validator.log.ScanCancelled} when the scan was
 * cancelled.
 */
public interface LogSide extends AutoCloseable {
  /** The most hashes of one search. */
  int MOST_HASHES = 20_000;

  /** How reports call it. */
  String name();

  /** Which cluster it is and which of these topics it has; at most 1,000 are asked for. */
  SideFacts facts(List<String> topics);

  /** The bounds of a log now. */
  LogBounds bounds(TopicPartition partition);

  /**
   * Digests a range; returns when it is done, which may take hours.
   *
   * @param progress told now and then how many records were read; may throw to end it early
   */
  Digests digest(DigestTask task, LongConsumer progress);

  /**
   * The first records of a range.
   *
   * @param most 1 to {@link FingerprintPage#MOST}
   */
  FingerprintPage fingerprints(TopicPartition partition, OffsetRange range, int most, long seed);

  /**
   * The first record of a range for each of these hashes, full or of the content, that occurs.
   *
   * @param hashes at most {@link #MOST_HASHES}
   * @param progress as in {@link #digest}
   */
  List<Fingerprint> holding(
      TopicPartition partition,
      OffsetRange range,
      Set<Long> hashes,
      long seed,
      LongConsumer progress);

  /** One committed record; empty when there is none at this offset. */
  Optional<LogRecord> record(TopicPartition partition, long offset);

  /** The first offset whose record is not older than this; empty when all are. */
  OptionalLong firstAt(TopicPartition partition, long timestamp);

  /** What it cost so far. */
  Traffic traffic();

  @Override
  void close();
}
