package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Digest;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A range of source offsets that was read on both sides.
 *
 * @param partition source partition
 * @param range source offsets
 * @param targetFrom first target offset that belongs to it
 * @param anchored whether all of the target before {@code targetFrom} was proved, so that it holds
 *     whatever is claimed about offsets later; otherwise the claim of the day tells where it begins
 * @param targetTo one past the last
 * @param state what is known of it
 * @param source digest of the source records as expected on the target
 * @param target digest of the target records, over the source images of their offsets
 * @param at milliseconds since the epoch when it got its state
 * @param attempts how often it was judged again without a result
 * @param why empty for {@link State#PROVED}
 * @param shares what it brought to which window; kept only while it is suspected, so that a later
 *     reading can replace it
 */
public record SealedRange(
    TopicPartition partition,
    OffsetRange range,
    long targetFrom,
    boolean anchored,
    long targetTo,
    State state,
    Digest source,
    Digest target,
    long at,
    int attempts,
    String why,
    Map<WindowKey, WindowTally> shares)
    implements AuditEntry {
  /** What is known of a range. */
  public enum State {
    /** Read on both sides and equal. */
    PROVED,
    /** Differed when it was read; will be judged again after the grace. */
    SUSPECT,
    /** Differs, and what differs has a proved benign cause. */
    EXPLAINED,
    /** Differs: there is a finding. */
    DIVERGENT,
    /** Was gone before it was judged, or could not be read. Never counts as proved. */
    UNVERIFIABLE
  }

  /** Keeps a copy. */
  public SealedRange {
    shares = Map.copyOf(shares);
  }

  /** The same in another state, with nothing left to replace. */
  public SealedRange judged(State now, String because, long when) {
    return new SealedRange(
        partition,
        range,
        targetFrom,
        anchored,
        targetTo,
        now,
        source,
        target,
        when,
        attempts,
        because,
        Map.of());
  }

  /** The same, judged once more without a result. */
  public SealedRange tried(String because, long when) {
    return new SealedRange(
        partition,
        range,
        targetFrom,
        anchored,
        targetTo,
        state,
        source,
        target,
        when,
        attempts + 1,
        because,
        shares);
  }

  /** Whether the next range says the same of offsets in the same block. */
  boolean joins(SealedRange next, int blockShift) {
    boolean lasting = state == State.PROVED || state == State.UNVERIFIABLE;
    return lasting
        && state == next.state
        && range.to() == next.range.from()
        && range.from() >> blockShift == next.range.to() - 1 >> blockShift;
  }

  /** Both as one. */
  SealedRange followedBy(SealedRange next, Digest bothSource, Digest bothTarget) {
    return new SealedRange(
        partition,
        new OffsetRange(range.from(), next.range.to()),
        targetFrom,
        anchored,
        next.targetTo,
        state,
        bothSource,
        bothTarget,
        next.at,
        0,
        next.why,
        Map.of());
  }

  /** The same as it was read once more. */
  SealedRange read(RangeLook again) {
    return new SealedRange(
        partition,
        range,
        again.targetFrom(),
        anchored,
        again.targetTo(),
        state,
        again.source(),
        again.target(),
        at,
        attempts,
        why,
        again.shares());
  }

  @Override
  public String name() {
    return "range " + partition.topic() + " " + partition.partition() + " " + range.from();
  }
}
