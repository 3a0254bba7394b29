package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.wire.ProducerView;
import java.util.Optional;

/**
 * Everything a copy's starting point is decided from; read from both leaders.
 *
 * @param dataId the link's producer id
 * @param data what the target remembers of it
 * @param paddingId the link's padding id
 * @param padding what the target remembers of it
 * @param fills what the target remembers of gaps that were filled
 * @param target the target's log
 * @param source the source's log
 * @param map how target and source offsets relate, nothing of it behind the target's end
 * @param rules what the link may do about it
 * @param tail what both sides hold before the target's end, once it was asked for
 */
record ResumeFacts(
    long dataId,
    Optional<ProducerView.State> data,
    long paddingId,
    Optional<ProducerView.State> padding,
    Fills fills,
    Log target,
    Log source,
    OffsetMap map,
    Rules rules,
    Optional<Tail> tail) {

  /**
   * Filled gaps.
   *
   * @param filler the present owner's filler id
   * @param any whether markers or fillers of any owner are remembered
   */
  record Fills(Optional<ProducerView.State> filler, boolean any) {
    static final Fills NONE = new Fills(Optional.empty(), false);
  }

  /**
   * What the link may do.
   *
   * @param mapped offsets need not be equal any more
   * @param mapAround offsets may be mapped around what somebody else wrote
   * @param edited records are changed or left out on the way, so that those of both sides cannot be
   *     compared
   * @param goesOnWhenTruncated a source that rewrote its log may be followed, with mapped offsets
   */
  record Rules(boolean mapped, boolean mapAround, boolean edited, boolean goesOnWhenTruncated) {}

  /** Start, replicated end and true end of a log. */
  record Log(long start, long highWatermark, long end) {}

  /** Next source offset: what belongs at the target's log end. */
  long next() {
    return map.sourceOf(target.end()).position();
  }

  ResumeFacts with(Tail read) {
    return new ResumeFacts(
        dataId, data, paddingId, padding, fills, target, source, map, rules, Optional.of(read));
  }
}
