package io.strait.replicator.mirror.adopt;

import io.strait.replicator.offsets.OffsetMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What a take-over means for one partition.
 *
 * @param source the partition on the source
 * @param target its mirror
 * @param standing what is to be done
 * @param committed the last record copied, by what MirrorMaker 2 has committed
 * @param next source offset from which the link goes on; it belongs at {@code targetEnd}
 * @param targetEnd the mirror's log end
 * @param from first target offset that was compared
 * @param map which source record each record of the mirror is
 * @param counts what was found
 * @param notes what an operator should know
 * @param refusals why it cannot be taken over; empty if it can
 */
public record PartitionPlan(
    TopicPartition source,
    TopicPartition target,
    Standing standing,
    Optional<Long> committed,
    long next,
    long targetEnd,
    long from,
    OffsetMap map,
    Counts counts,
    List<String> notes,
    List<String> refusals) {
  /** What is to be done. */
  public enum Standing {
    /** The mirror is empty: the link begins as usual. */
    NOTHING,
    /** The link goes on where MirrorMaker 2 ended. */
    ADOPT,
    /** It cannot. */
    REFUSED
  }

  /**
   * What was found, in records.
   *
   * @param matched on both sides
   * @param repeated on the mirror a second time
   * @param aborted on the mirror though their transaction was aborted
   * @param early on the mirror only, because the source has deleted them since
   * @param missing on the source only, in between
   */
  public record Counts(long matched, long repeated, long aborted, long early, long missing) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  /** Keeps copies. */
  public PartitionPlan {
    notes = List.copyOf(notes);
    refusals = List.copyOf(refusals);
  }

  /** Whether every offset of the mirror is the source's. */
  public boolean isExact() {
    return map.isEqual();
  }
}
