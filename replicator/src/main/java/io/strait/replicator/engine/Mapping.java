package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;

/**
 * Sends a mapped partition's records only where the stored map says that they belong.
 * Discontinuities of everything that waits are stored together. Owned by the pump's thread.
 */
final class Mapping {
  private final MapStore store;

  Mapping(MapStore store) {
    this.store = store;
  }

  /** Whether the stored map sends this source offset to that target offset. */
  boolean admits(long source, long target) {
    return store.isStored() && isThere(store.map(), source, target);
  }

  /** Has the map store what is missing for the steps in front, the first to land at the target. */
  void prepare(StepQueue queue, long target) {
    if (!store.isStored()) {
      return;
    }
    OffsetMap next = store.map();
    long at = target;
    for (Step step : queue.all()) {
      if (step instanceof Step.Append append) {
        next = isThere(next, append.from(), at) ? next : next.with(at, append.from());
        at += append.count();
      } else if (!(step instanceof Step.Fill)) {
        break;
      }
    }
    if (next != store.map()) {
      store.keep(next);
    }
  }

  private static boolean isThere(OffsetMap map, long source, long target) {
    return map.sourceOf(target) instanceof Translation.Exact exact
        && exact.offset() == source
        && exact.generation() == map.generation();
  }
}
