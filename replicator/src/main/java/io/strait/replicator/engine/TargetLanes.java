package io.strait.replicator.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * Sends what is ready over two or more connections to each target broker; a partition keeps to one
 * of them. Pump's thread.
 */
final class TargetLanes {
  private record LaneId(int node, int number) {}

  private final PumpContext context;
  private final Map<LaneId, TargetLane> lanes = new HashMap<>();

  TargetLanes(PumpContext context) {
    this.context = context;
  }

  /** Sees whether a partition has something that it may send. */
  void offer(PartitionCopy copy) {
    if (copy.stage() instanceof Stage.Feeding feeding && feeding.nextBytes() > 0) {
      int number =
          Math.floorMod(copy.pair().target().hashCode(), context.options().limits().produceLanes());
      lanes
          .computeIfAbsent(
              new LaneId(feeding.node(), number),
              id -> new TargetLane(context, id.node(), id.number()))
          .offer(copy, feeding);
    }
  }

  /** Sends as much of what was offered since the last call as the windows allow. */
  void flush() {
    lanes.values().forEach(TargetLane::flush);
  }

  /** Milliseconds after which {@link #flush} may have something to do without any answer. */
  long waitMillis() {
    return lanes.values().stream().anyMatch(TargetLane::isLingering) ? 2 : Long.MAX_VALUE;
  }
}
