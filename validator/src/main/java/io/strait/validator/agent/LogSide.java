package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.relation.SourceTransactions.Suspect;
import io.strait.validator.relation.TornNames.Sized;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

  /** The most records that are asked about at a time, whether they were aborted. */
  int MOST_SUSPECTS = 500;

  /** How reports call it. */
  String name();

  /** Which cluster it is and which of these topics it has; at most 1,000 are asked for. */
  SideFacts facts(List<String> topics);

  /** The bounds of a log now. */
  LogBounds bounds(TopicPartition partition);

  /**
   * Digests a range; returns when it is done, which may take hours.
   *
   * @param progress told how much was read; may throw to end it early
   */
  Digests digest(DigestTask task, Reading progress);

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
      TopicPartition partition, OffsetRange range, Set<Long> hashes, long seed, Reading progress);

  /**
   * For each suspect, in their order, the offset of the aborted record of this log that it is;
   * empty where it is none. The log is read near the suspects only.
   *
   * @param suspects at most {@link #MOST_SUSPECTS}, best sorted by place
   * @param progress as in {@link #digest}; records are suspects here
   */
  List<OptionalLong> aborted(
      TopicPartition partition, List<Suspect> suspects, long seed, Reading progress);

  /**
   * The committed transaction in which a record was written, as far as it stands near that record,
   * and how many of its records lie in a range; empty when it was written in none.
   */
  Optional<Sized> transaction(TopicPartition partition, long offset, OffsetRange judged);

  /** One committed record; empty when there is none at this offset. */
  Optional<LogRecord> record(TopicPartition partition, long offset);

  /** The first offset whose record is not older than this; empty when all are. */
  OptionalLong firstAt(TopicPartition partition, long timestamp);

  /** What it cost so far. */
  Traffic traffic();

  @Override
  void close();
}
