package io.strait.validator.raw;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;

/**
 * Tells committed from aborted batches by the list that comes with each answer (KIP-98): from its
 * first offset on, a producer's transactional batches are aborted until its abort marker. One
 * answer, one thread.
 */
final class AbortedFilter {
  private static final short ABORT = 0;

  private final PriorityQueue<AbortedTransaction> coming =
      new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
  private final Set<Long> aborting = new HashSet<>();

  AbortedFilter(List<AbortedTransaction> aborted) {
    if (aborted != null) {
      coming.addAll(aborted);
    }
  }

  /** Whether the batch holds records that a read_committed reader sees. Asked in log order. */
  boolean isVisible(BatchHeader batch) {
    while (!coming.isEmpty() && coming.peek().firstOffset() <= batch.lastOffset()) {
      aborting.add(coming.poll().producerId());
    }
    if (batch.isControl()) {
      if (isAbort(batch)) {
        aborting.remove(batch.producerId());
      }
      return false;
    }
    return !batch.isTransactional() || !aborting.contains(batch.producerId());
  }

  /**
   * The type of a marker is the second short of the key of its one record, which has one-byte
   * length, attributes, deltas and key length before it.
   */
  private static boolean isAbort(BatchHeader batch) {
    var payload = batch.payload();
    int at = 0;
    for (int varints = 0; varints < 5; varints++) {
      if (varints == 1) {
        at++;
        continue;
      }
      while (at < payload.limit() && payload.get(at++) < 0) {
        // the next byte belongs to the same number
      }
    }
    return at + 4 <= payload.limit() && payload.getShort(at + 2) == ABORT;
  }
}
