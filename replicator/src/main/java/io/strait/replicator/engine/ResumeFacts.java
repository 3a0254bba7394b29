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
 * @param target the target's log
 * @param source the source's log
 * @param tail the record before the target's end on both sides, once it was asked for
 */
record ResumeFacts(
    long dataId,
    Optional<ProducerView.State> data,
    long paddingId,
    Optional<ProducerView.State> padding,
    Log target,
    Log source,
    Optional<Tail> tail) {

  /** Start, replicated end and true end of a log. */
  record Log(long start, long highWatermark, long end) {}

  /** What each side holds just before the target's end. */
  record Tail(RecordAt source, RecordAt target) {}

  ResumeFacts with(Tail read) {
    return new ResumeFacts(dataId, data, paddingId, padding, target, source, Optional.of(read));
  }
}
