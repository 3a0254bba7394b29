package io.strait.replicator.engine;

import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.Filler;
import io.strait.replicator.wire.ProducerView;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Makes the sequenced batches of tombstones that fill gaps where markers may not be written. Their
 * producer epoch is the owner's, so an earlier owner's are refused. Pump's thread.
 */
final class FillerTurn {
  private static final int BATCH_RECORDS = 100_000;

  private final PumpContext context;
  private int nextSequence;

  /** {@code remembered} is what the target remembers of the filler id. */
  FillerTurn(PumpContext context, Optional<ProducerView.State> remembered) {
    this.context = context;
    // Every new epoch counts from 0 again.
    this.nextSequence =
        remembered
            .filter(state -> state.epoch() == context.identity().fillEpoch())
            .map(state -> Sequences.plus(state.lastSequence(), 1))
            .orElse(0);
  }

  /** The next batch for the gap {@code [from, to)}, stamped, to land at {@code base}. */
  Outgoing take(long from, long to, long base) {
    int count = (int) Math.min(BATCH_RECORDS, to - from);
    long now = context.wallMillis();
    ByteBuffer batch = Filler.tombstones(count, now);
    LinkIdentity identity = context.identity();
    BatchHeader.stamp(batch, 0, identity.fillerId(), identity.fillEpoch(), nextSequence);
    nextSequence = Sequences.plus(nextSequence, count);
    return new Outgoing(batch, 0, batch.limit(), base, from, count, now, true, Optional.empty());
  }
}
