package io.strait.replicator.engine;

import io.strait.replicator.progress.Guard;
import io.strait.replicator.wire.ProducerView;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the target itself refuses what is not a partition's next batch, and where it does not,
 * until when something that was sent may still land.
 *
 * <p>Brokers forget a producer whose last batch has records older than a bound, whenever they look
 * or start again; so this changes with time alone, and with the very batch that is sent. Owned by
 * the pump's thread.
 */
final class Guarding {
  /** Older than any bound. */
  private static final long FORGOTTEN = -1;

  private final long expiryMillis;
  private final long settleMillis;
  private final LongSupplier now;
  private final LongSupplier wallMillis;
  private final long begunAt;
  private boolean known;
  private long lastTimestamp = FORGOTTEN;
  private long quietFrom = Long.MIN_VALUE;

  /**
   * @param expiry age of its last record at which the target may forget a producer
   * @param settle how long a request without an answer may take to land
   * @param now monotonic milliseconds
   * @param wallMillis the clock of record timestamps
   */
  Guarding(Duration expiry, Duration settle, LongSupplier now, LongSupplier wallMillis) {
    this.expiryMillis = expiry.toMillis();
    this.settleMillis = settle.toMillis();
    this.now = now;
    this.wallMillis = wallMillis;
    this.begunAt = now.getAsLong();
  }

  /** What holds at this moment. */
  Guard state() {
    if (!known) {
      return Guard.UNKNOWN;
    }
    return isAged(lastTimestamp) ? Guard.AGED : Guard.ARMED;
  }

  /**
   * Whether the target refuses what is not the next batch, before and behind a batch whose newest
   * record has this timestamp.
   */
  boolean guards(long timestamp) {
    return state() == Guard.ARMED && !isAged(timestamp);
  }

  /** The target was read and is written to from here on. */
  void starts(Resume.Run start, ResumeFacts facts) {
    known = start.target() > 0;
    lastTimestamp = lastOf(facts);
  }

  /** A batch with this newest record timestamp was acknowledged. */
  void copied(long newest) {
    known = true;
    lastTimestamp = newest;
  }

  /**
   * A batch may land late. The sequence check refuses it then, unless its records are so old that
   * the target may have forgotten the link meanwhile, or it is a filler of another producer id.
   */
  void lost(Outgoing batch) {
    if (batch.filler()) {
      outcomeUnknown();
    } else {
      lost(batch.maxTimestamp());
    }
  }

  /** The same about a batch of data with this newest record timestamp. */
  void lost(long newest) {
    if (isAged(newest - settleMillis)) {
      outcomeUnknown();
    }
  }

  /** Something was sent that no sequence refuses if it lands late: there, only time tells. */
  void outcomeUnknown() {
    quietFrom = now.getAsLong() + settleMillis;
  }

  /** Whether nothing that was sent can land any more, unless it is refused there. */
  boolean isQuiet(long at) {
    return at >= quietFrom;
  }

  /**
   * Whether an earlier owner's last request may still land where this one would begin: only where
   * the target may not remember the link. It was sent before this owner began.
   */
  boolean mayMeetAnEarlierOwner(Resume.Run start, ResumeFacts facts, int ownerEpoch) {
    return start.target() > 0 && mayMeetAnEarlierOwner(lastOf(facts), ownerEpoch);
  }

  /** The same about a batch whose newest record has this timestamp. */
  boolean mayMeetAnEarlierOwner(long timestamp, int ownerEpoch) {
    return ownerEpoch > 1 && now.getAsLong() < earlierOwnerIsOver() && isAged(timestamp);
  }

  /** From when on nothing of an earlier owner can land any more. */
  long earlierOwnerIsOver() {
    return begunAt + settleMillis;
  }

  private boolean isAged(long timestamp) {
    return wallMillis.getAsLong() - timestamp >= expiryMillis;
  }

  private static long lastOf(ResumeFacts facts) {
    return facts.data().map(ProducerView.State::lastTimestamp).orElse(FORGOTTEN);
  }
}
