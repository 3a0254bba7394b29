package io.strait.validator.check;

import io.strait.replicator.topology.OffsetRange;

/**
 * What is known about a run of source offsets of one partition.
 *
 * @param range source offsets
 * @param state what is known
 * @param why the reason, empty for {@link State#PROVED}
 */
public record Stretch(OffsetRange range, State state, String why) {
  /** What is known about a stretch. */
  public enum State {
    /** Read on both sides and equal. */
    PROVED,
    /** Differs, and what differs has a proved benign cause. */
    EXPLAINED,
    /** Differs. */
    DIVERGENT,
    /** Not judged: not read, not readable, not sampled, not on the target yet. */
    UNPROVED
  }
}
