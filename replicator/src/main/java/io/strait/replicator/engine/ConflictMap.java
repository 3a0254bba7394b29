package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.wire.HeldRecord;
import java.util.List;
import java.util.OptionalLong;

/**
 * Says what landed where after somebody else wrote into the target: which of its records are the
 * link's own, by producer id and sequence, and which are not. No I/O.
 */
final class ConflictMap {
  private final long dataId;
  private final List<Sent> sent;
  private OffsetMap map;
  private long at;

  /**
   * Begins with what is known to be right.
   *
   * @param map of everything before {@code from}
   * @param from first target offset in doubt
   * @param sent all that was on its way, in order
   */
  ConflictMap(long dataId, OffsetMap map, long from, List<Sent> sent) {
    this.dataId = dataId;
    this.map = map;
    this.at = from;
    this.sent = List.copyOf(sent);
  }

  /** The target's next record. */
  void see(HeldRecord held) {
    OptionalLong source =
        held.producerId() == dataId ? find(held.sequence()) : OptionalLong.empty();
    if (held.offset() > at) {
      // Control batches, or removed: nothing of the link.
      map = map.withUnmatched(at);
    }
    map =
        source.isPresent()
            ? map.with(held.offset(), source.getAsLong())
            : map.withUnmatched(held.offset());
    at = held.offset() + 1;
  }

  /** The map of a target whose log ends at {@code end}. */
  OffsetMap upTo(long end) {
    return end > at ? map.withUnmatched(at) : map;
  }

  private OptionalLong find(int sequence) {
    for (Sent batch : sent) {
      OptionalLong source = batch.sourceOf(sequence);
      if (source.isPresent()) {
        return source;
      }
    }
    return OptionalLong.empty();
  }
}
