package io.strait.replicator.engine;

import io.strait.replicator.wire.ProduceAck;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which records of a partition the target has refused for good.
 *
 * <p>Brokers refuse a batch as a whole. Where they say which records they mean, those are known;
 * else the batch is sent again in halves until a record is refused alone. Nothing of a refused
 * batch is on the target, so that order holds. Kept in memory only: a new owner learns it again.
 * Owned by the pump's thread.
 */
final class Refusals {
  private final NavigableMap<Long, String> records = new TreeMap<>();
  private long suspectFrom;
  private long suspectTo;
  private int mostRecords = Integer.MAX_VALUE;

  /** The target refused this batch. */
  void note(Outgoing batch, ProduceAck ack) {
    if (batch.count() == 1) {
      condemn(batch.from(), ack.outcome().text());
    } else if (ack.refused().isEmpty()) {
      suspectFrom = batch.from();
      suspectTo = batch.next();
      mostRecords = Math.max(1, batch.count() / 2);
    } else {
      ack.refused().forEach(one -> condemn(batch.from() + one.index(), text(ack, one)));
    }
  }

  /** Everything before this source offset is behind. */
  void passed(long offset) {
    records.headMap(offset, false).clear();
    if (offset >= suspectTo) {
      suspectFrom = 0;
      suspectTo = 0;
      mostRecords = Integer.MAX_VALUE;
    }
  }

  /** Whether something refused lies ahead. */
  boolean any() {
    return suspectTo > 0 || !records.isEmpty();
  }

  /** Why the record at this source offset is not to be sent, or {@code null}. */
  String of(long offset) {
    return records.get(offset);
  }

  /** Whether a batch with these source offsets must be looked into. */
  boolean concerns(long from, long to) {
    return from < suspectTo && suspectFrom < to || !records.subMap(from, to).isEmpty();
  }

  /** How many records one batch of these source offsets may hold. */
  int mostRecords(long from, long to) {
    return from < suspectTo && suspectFrom < to ? mostRecords : Integer.MAX_VALUE;
  }

  Map<Long, String> records() {
    return records;
  }

  private void condemn(long offset, String why) {
    records.put(offset, why);
  }

  private static String text(ProduceAck ack, ProduceAck.Refused one) {
    return one.why().isBlank() ? ack.outcome().text() : ack.outcome().text() + ": " + one.why();
  }
}
