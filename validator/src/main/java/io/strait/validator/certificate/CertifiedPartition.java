package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.Digest;
import java.util.List;

/**
 * What was proved of one partition.
 *
 * @param topic the topic on both sides
 * @param sourceTopicId identity of the source topic
 * @param targetTopicId identity of the target topic
 * @param partition partition number
 * @param frontier the sealed end, or the end that the source had
 * @param proven source offsets that are equal on both sides
 * @param target target offsets that hold them
 * @param claim what is claimed about offsets
 * @param expectation what is declared to differ, in words
 * @param seed of the digests
 * @param digest of all that is proven
 * @param windows the same in at most {@link #MOST_WINDOWS} pieces, so that a check can say where
 */
public record CertifiedPartition(
    TopicMapping topic,
    String sourceTopicId,
    String targetTopicId,
    int partition,
    long frontier,
    OffsetRange proven,
    OffsetRange target,
    OffsetClaim claim,
    String expectation,
    long seed,
    Digest digest,
    List<Window> windows) {
  /** The most windows of one partition. */
  public static final int MOST_WINDOWS = 64;

  /** Copies the list. */
  public CertifiedPartition {
    windows = List.copyOf(windows);
  }

  /**
   * A piece of the proven range; begins where the piece before it ends.
   *
   * @param to one past its last source offset
   * @param targetTo one past the last target offset of its records
   * @param digest of its records
   */
  public record Window(long to, long targetTo, Digest digest) {}

  /** How reports name it. */
  public String name() {
    return topic.source() + "-" + partition;
  }
}
