package io.strait.replicator.engine;

import io.strait.replicator.wire.HeldRecord;

/**
 * Tells whether all that the target lacks before its log's end are tombstones.
 *
 * <p>A compacted mirror's own cleaner removes them, maybe before the source's does, and a target
 * that has forgotten the link by then cannot tell that they were there. Whether they did their work
 * shows in the keys: where none of them is left on the target, it makes no difference any more. No
 * I/O.
 */
final class LostTombstones {
  private LostTombstones() {}

  /**
   * Whether that is so behind the last record of both sides, which must be the link's and equal.
   */
  static boolean explain(ResumeFacts facts) {
    if (facts.data().isPresent() || facts.tail().isEmpty() || facts.rules().edited()) {
      return false;
    }
    Tail tail = facts.tail().get();
    return tail.target()
        .last()
        .filter(last -> last.producerId() == facts.dataId())
        .filter(last -> explain(facts, tail, last))
        .isPresent();
  }

  private static boolean explain(ResumeFacts facts, Tail tail, HeldRecord last) {
    long at = facts.map().sourceOf(last.offset()).position();
    boolean equal =
        tail.source().at(at).filter(held -> held.image().equals(last.image())).isPresent();
    return equal
        && !tail.source().behind(at).isEmpty()
        && tail.source().behind(at).stream().allMatch(held -> held.image().isTombstone());
  }
}
