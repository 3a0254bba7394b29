package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import java.util.Optional;

/**
 * What became of one certified partition on one side. Offsets are those of the source where the
 * windows of both sides hold the same records, else those of the log that was read.
 *
 * @param partition which
 * @param state what reading it again showed
 * @param asked all that is certified
 * @param covered what of it could be read again
 * @param first the first piece that differs
 * @param why in words; where it still holds, what there is to be said of it, or empty
 */
public record PartitionStanding(
    CertifiedPartition partition,
    State state,
    OffsetRange asked,
    OffsetRange covered,
    Optional<OffsetRange> first,
    String why) {
  /** What reading a partition again showed. */
  public enum State {
    /**
     * All of it was read again and is as certified; where a cleaner ran, the last record of each
     * key and every record that is still there.
     */
    HOLDS,
    /** Part of it is no longer there or could not be read; the rest is as certified. */
    INCONCLUSIVE,
    /** It is not as certified. */
    DIFFERENT
  }
}
