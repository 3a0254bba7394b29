package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.topology.OffsetRange;

/** How a partition's copy starts or goes on. */
sealed interface Resume {
  /**
   * Copy from this source offset.
   *
   * @param source next source offset
   * @param target the target's log end, where it must land; equal to {@code source} unless offsets
   *     are mapped
   * @param sequence of the record at that offset
   * @param remembered whether the target remembers the link's last sequence
   * @param hidePadding whether filler before {@code target} is still visible on the target
   * @param sourceEpoch leader epoch of the source's batch before {@code source}, or -1 if it was
   *     not read; the first fetch carries it, so that a log rewritten since then shows (KIP-595)
   */
  record Run(
      long source,
      long target,
      int sequence,
      boolean remembered,
      boolean hidePadding,
      int sourceEpoch)
      implements Resume {}

  /** Fill the target from {@code from} up to {@code to} first. */
  record Pad(long from, long to, int sequence) implements Resume {}

  /**
   * Read both sides from here to the target's end and its counterpart, then decide again.
   *
   * @param target first target offset to read
   * @param source first source offset to read
   */
  record LookBack(long target, long source) implements Resume {}

  /**
   * The source deleted {@code [from, to)} before it was copied; {@code then} goes on from there.
   */
  record Lost(long from, long to, Run then) implements Resume {
    Halt asHalt() {
      return new Halt(
          Halt.Cause.RETENTION_OVERRUN,
          "the source no longer holds offsets [" + from + ", " + to + ")");
    }
  }

  /**
   * Store this map first: behind the link's last record the target holds what is not the source's.
   */
  record MapAround(OffsetMap map, String why) implements Resume {
    /** Where the source goes on behind it. */
    OffsetRange place() {
      long next = map.at(map.size() - 1).source();
      return new OffsetRange(next, next);
    }

    Halt asHalt() {
      return new Halt(Halt.Cause.FOREIGN_WRITE, why);
    }
  }

  /**
   * The source rewrote its log: what the target holds of {@code [from, next)} is not there any
   * more.
   *
   * @param from first source offset that is, or may be, another record now
   * @param next source offset that was to be copied next
   * @param halt what is so, for a link that is not to go on
   */
  record Diverged(long from, long next, Halt halt) implements Resume {}

  /** Passes by itself: ask again later. */
  record Wait(String reason) implements Resume {}

  /** Do not copy. */
  record Stop(Halt halt) implements Resume {}
}
