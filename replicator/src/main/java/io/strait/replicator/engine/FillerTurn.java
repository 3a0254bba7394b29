package io.strait.replicator.engine;

import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.Filler;
import io.strait.replicator.wire.ProducerView;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes the sequenced batches of tombstones that fill gaps where markers may not be written, and of
 * those that delete keys whose own tombstones were missed. Their producer epoch is the owner's, so
 * an earlier owner's are refused; with every new epoch, also one that this owner is given on the
 * way, they count from 0 again, as brokers demand. Pump's thread.
 */
final class FillerTurn {
  private static final int BATCH_RECORDS = 100_000;

  private final Supplier<LinkIdentity> identity;
  private final LongSupplier wallMillis;
  private int ownerEpoch;
  private int nextSequence;

  /**
   * @param identity as it is now, with the owner's epoch
   * @param wallMillis timestamps of the records
   * @param remembered what the target remembers of the filler id
   */
  FillerTurn(
      Supplier<LinkIdentity> identity,
      LongSupplier wallMillis,
      Optional<ProducerView.State> remembered) {
    this.identity = identity;
    this.wallMillis = wallMillis;
    LinkIdentity now = identity.get();
    this.ownerEpoch = now.ownerEpoch();
    this.nextSequence =
        remembered
            .filter(state -> state.producerId() == now.fillerId())
            .filter(state -> state.epoch() == now.fillEpoch())
            .map(state -> Sequences.plus(state.lastSequence(), 1))
            .orElse(0);
  }

  /** The next batch for the gap {@code [from, to)}, stamped, to land at {@code base}. */
  Outgoing take(long from, long to, long base) {
    int count = (int) Math.min(BATCH_RECORDS, to - from);
    long timestamp = wallMillis.getAsLong();
    return stamped(Filler.tombstones(count, timestamp), count, timestamp, from, base);
  }

  /** Tombstones for these keys, stamped, from source offset {@code from} on. */
  Outgoing deletions(List<byte[]> keys, long from, long base) {
    long timestamp = wallMillis.getAsLong();
    ByteBuffer batch = Filler.deletions(keys, timestamp);
    return stamped(batch, keys.size(), timestamp, from, base);
  }

  private Outgoing stamped(ByteBuffer batch, int count, long timestamp, long from, long base) {
    LinkIdentity now = identity.get();
    if (now.ownerEpoch() != ownerEpoch) {
      ownerEpoch = now.ownerEpoch();
      nextSequence = 0;
    }
    BatchHeader.stamp(batch, 0, now.fillerId(), now.fillEpoch(), nextSequence);
    nextSequence = Sequences.plus(nextSequence, count);
    return new Outgoing(
        batch, 0, batch.limit(), base, from, count, timestamp, true, Optional.empty());
  }
}
