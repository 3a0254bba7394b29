package io.strait.replicator.wire;

/** Exponential back-off between attempts, on a caller's clock. One thread. */
public final class BackOff {
  private final long first;
  private final long largest;
  private long next;
  private long overAt = Long.MIN_VALUE;

  /** Both in milliseconds, {@code 0 < first <= largest}. */
  public BackOff(long first, long largest) {
    this.first = first;
    this.largest = largest;
    this.next = first;
  }

  /** Starts the next, longer, pause. */
  public void failed(long now) {
    overAt = now + next;
    next = Math.min(largest, next * 2);
  }

  /** The next failure starts from the shortest pause again; a running pause ends. */
  public void succeeded() {
    next = first;
    overAt = Long.MIN_VALUE;
  }

  /** Whether the pause is over. */
  public boolean isOver(long now) {
    return now >= overAt;
  }

  /** End of the pause on the caller's clock. */
  public long overAt() {
    return overAt;
  }
}
