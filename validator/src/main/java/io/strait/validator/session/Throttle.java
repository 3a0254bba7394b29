package io.strait.validator.session;

import io.strait.validator.log.Pace;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A token bucket over all readers of both sides together. What was read is paid for before more is
 * asked for, so a reader may be ahead by what one fetch brings. Safe for use by several threads.
 */
public final class Throttle implements Pace {
  private static final long SECOND = 1_000_000_000L;
  private static final long NAP = SECOND / 20;

  private final LongSupplier nanos;
  private final Nap nap;
  private final BooleanSupplier ended;
  private long bytesPerSecond;
  private long paidUntil;

  /** How to wait; returns at the latest after the time given. */
  @FunctionalInterface
  public interface Nap {
    void rest(long nanos);
  }

  /**
   * A bucket that holds one second's worth.
   *
   * @param bytesPerSecond 0 for as fast as it goes
   * @param ended asked while waiting; nobody waits any longer once it is true
   */
  public static Throttle of(long bytesPerSecond, BooleanSupplier ended) {
    return new Throttle(bytesPerSecond, System::nanoTime, LockSupport::parkNanos, ended);
  }

  Throttle(long bytesPerSecond, LongSupplier nanos, Nap nap, BooleanSupplier ended) {
    this.nanos = nanos;
    this.nap = nap;
    this.ended = ended;
    this.paidUntil = nanos.getAsLong() - SECOND;
    rate(bytesPerSecond);
  }

  /** Changes the rate while it is used; 0 for as fast as it goes. */
  public synchronized void rate(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("rate of " + value + " bytes/s is below 0");
    }
    bytesPerSecond = value;
  }

  @Override
  public void took(long bytes) {
    long until = book(bytes);
    for (long left = until - nanos.getAsLong(); left > 0; left = until - nanos.getAsLong()) {
      if (ended.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        return;
      }
      nap.rest(Math.min(left, NAP));
    }
  }

  /** The time at which these bytes are paid for; at most one second is saved up. */
  private synchronized long book(long bytes) {
    long now = nanos.getAsLong();
    if (bytesPerSecond == 0) {
      paidUntil = now - SECOND;
      return now;
    }
    double cost = (double) bytes / bytesPerSecond * SECOND;
    paidUntil = Math.max(paidUntil, now - SECOND) + (long) cost;
    return paidUntil;
  }
}
