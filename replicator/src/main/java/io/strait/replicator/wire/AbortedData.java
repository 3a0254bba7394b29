package io.strait.replicator.wire;

import io.strait.replicator.wire.FetchedPartition.Aborted;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Tells aborted batches of one fetch answer from committed ones, as Kafka's own consumer does in
 * read_committed (KIP-98): a producer's data is aborted from the listed offset to its next abort
 * marker. Batches must be shown in log order, each once.
 */
public final class AbortedData {
  private final PriorityQueue<Aborted> ahead =
      new PriorityQueue<>(Comparator.comparingLong(Aborted::firstOffset));
  private final Set<Long> aborting = new HashSet<>();

  /** {@code listed} is what came with the batches. */
  public AbortedData(Collection<Aborted> listed) {
    ahead.addAll(listed);
  }

  /** Whether the next batch is data that was aborted. */
  public boolean isAborted(ByteBuffer buffer, int at, int size) {
    long producer = BatchHeader.producerId(buffer, at);
    if (producer < 0) {
      return false;
    }
    while (!ahead.isEmpty() && ahead.peek().firstOffset() <= BatchHeader.lastOffset(buffer, at)) {
      aborting.add(ahead.remove().producerId());
    }
    if (ControlMarker.isAbort(buffer, at, size)) {
      aborting.remove(producer);
      return false;
    }
    return !BatchHeader.isControl(buffer, at)
        && BatchHeader.isTransactional(buffer, at)
        && aborting.contains(producer);
  }
}
