package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.topology.OffsetRange;
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
  private final long due;
  private long at;
  private long firstOwn = -1;

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
    this.due = map.sourceOf(from).position();
    this.sent = List.copyOf(sent);
  }

  /** The target's next record. */
  void see(HeldRecord held) {
    OptionalLong source =
        held.producerId() == dataId ? find(held.sequence()) : OptionalLong.empty();
    if (source.isPresent() && firstOwn < 0) {
      firstOwn = source.getAsLong();
    }
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

  /**
   * Source offsets that were on the target and are not any more: from what was due at the first
   * offset in doubt to the first record of the link that was found. Empty, at the place of the last
   * discontinuity, where nothing is missing.
   */
  OffsetRange missing() {
    if (firstOwn > due) {
      return new OffsetRange(due, firstOwn);
    }
    long place = map.at(map.size() - 1).source();
    return new OffsetRange(place, place);
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
