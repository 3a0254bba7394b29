package io.strait.replicator.engine;

/**
 * A byte rate: whoever asks is let through while the balance is positive, and pays what it really
 * took, so the balance may go below zero and later askers wait for it. One thread; times are
 * milliseconds of any one clock.
 */
final class TokenBucket {
  private static final double BURST_SECONDS = 0.1;
  private static final double SECOND = 1000;

  private long rate;
  private double balance;
  private long at;

  /** Full at the start. */
  TokenBucket(long now) {
    this.at = now;
  }

  /** Lets time pass; {@code bytesPerSecond} holds from now on, 0 is no limit. */
  void advance(long bytesPerSecond, long now) {
    double burst = bytesPerSecond * BURST_SECONDS;
    if (bytesPerSecond != rate) {
      // A debt made at another rate would be paid at this one.
      balance = Math.max(-burst, Math.min(balance, burst));
      balance = rate == 0 ? burst : balance;
      rate = bytesPerSecond;
    }
    balance = Math.min(burst, balance + rate * ((now - at) / SECOND));
    at = now;
  }

  /** Whether there is a limit. */
  boolean isLimited() {
    return rate > 0;
  }

  /** Whether something may go now. */
  boolean isOpen() {
    return rate == 0 || balance > 0;
  }

  /** How many milliseconds until something may go. */
  long waitMillis() {
    return isOpen() ? 0 : 1 + (long) (-balance / rate * SECOND);
  }

  /** What one fetch should not exceed, so that the rate holds over short times as well. */
  int portion(int wanted) {
    return rate == 0 ? wanted : (int) Math.min(wanted, Math.max(64 * 1024, rate / 8));
  }

  /** Takes bytes; negative gives back what was taken too much. */
  void spend(long bytes) {
    if (rate > 0) {
      balance -= bytes;
    }
  }
}
