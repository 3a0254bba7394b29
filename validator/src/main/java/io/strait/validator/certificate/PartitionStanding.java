package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import java.util.Optional;

/**
 * What became of one certified partition on one side.
 *
 * @param partition which
 * @param state what reading it again showed
 * @param covered source offsets that could be read again
 * @param first the first piece that differs, in source offsets
 * @param why in words; empty when it still holds
 */
public record PartitionStanding(
    CertifiedPartition partition,
    State state,
    OffsetRange covered,
    Optional<OffsetRange> first,
    String why) {
  /** What reading a partition again showed. */
  public enum State {
    /** All of it was read again and is as certified. */
    HOLDS,
    /** Part of it is no longer there or could not be read; the rest is as certified. */
    INCONCLUSIVE,
    /** It is not as certified. */
    DIFFERENT
  }
}
