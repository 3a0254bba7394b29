package io.strait.replicator.engine;

import io.strait.replicator.wire.ProducerView;
import io.strait.replicator.wire.RecordAt;
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
 * @param tail the record before the target's end on both sides, once it was asked for
 */
record ResumeFacts(
    long dataId,
    Optional<ProducerView.State> data,
    long paddingId,
    Optional<ProducerView.State> padding,
    Fills fills,
    Log target,
    Log source,
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

  /** Start, replicated end and true end of a log. */
  record Log(long start, long highWatermark, long end) {}

  /** What each side holds just before the target's end. */
  record Tail(RecordAt source, RecordAt target) {}

  ResumeFacts with(Tail read) {
    return new ResumeFacts(
        dataId, data, paddingId, padding, fills, target, source, Optional.of(read));
  }
}
