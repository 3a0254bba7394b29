package io.strait.replicator.sync.group;

import io.strait.replicator.offsets.PairedLogs;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One position of a group on both sides, and all that a decision about it needs.
 *
 * @param logs of the partition
 * @param source position on the source, if it has one
 * @param target position on the target, if it has one
 * @param last what Strait knows of both
 * @param here the group on the source
 * @param there the group on the target
 */
record Standing(
    PairedLogs logs,
    OptionalLong source,
    OptionalLong target,
    Optional<AppliedPosition> last,
    GroupSide here,
    GroupSide there) {

  /** Who moved since Strait last looked after it. */
  Mover mover() {
    if (last.isEmpty()) {
      return Mover.UNKNOWN;
    }
    boolean sourceMoved = !last.get().isSource(source);
    boolean targetMoved = !last.get().isTarget(target) || mayBeUnaware();
    if (sourceMoved) {
      return targetMoved ? Mover.BOTH : Mover.SOURCE;
    }
    return targetMoved ? Mover.TARGET : Mover.NOBODY;
  }

  /**
   * Whether the target's own progress may never have reached the source: it was about to be written
   * there, nobody has seen it, and the source has moved on from before it.
   */
  private boolean mayBeUnaware() {
    return last.get().written() == AppliedPosition.Written.SOURCE
        && !last.get().isSource(source)
        && source.isPresent()
        && source.getAsLong() < last.get().source();
  }

  /** Whether both sides stand at the same record. */
  boolean isEqual() {
    return source.isPresent()
        && target.isPresent()
        && logs.agree(source.getAsLong(), target.getAsLong());
  }
}
