package io.strait.validator.audit;

import io.strait.validator.log.Pace;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** So many bytes per second, with a second's worth at once. Safe for use by several threads. */
public final class SteadyPace implements Pace {
  private static final long BURST_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 50;

  private final double millisPerByte;
  private final Clock clock;
  private double paidUntil;
  private long seen = Long.MIN_VALUE;

  /** {@code bytesPerSecond} is above 0. */
  public SteadyPace(long bytesPerSecond, Clock clock) {
    if (bytesPerSecond <= 0) {
      throw new IllegalArgumentException("pace of " + bytesPerSecond + " bytes/s: must be above 0");
    }
    this.millisPerByte = 1_000.0 / bytesPerSecond;
    this.clock = clock;
  }

  @Override
  public void took(long bytes) {
    double owed = pay(bytes);
    while (owed > BURST_MILLIS && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      owed = pay(0);
    }
  }

  /** For how many milliseconds it is paid ahead; a clock that is set back takes that along. */
  private synchronized double pay(long bytes) {
    long now = clock.millis();
    if (now < seen) {
      paidUntil -= seen - now;
    }
    seen = now;
    paidUntil = Math.max(paidUntil, now) + bytes * millisPerByte;
    return paidUntil - now;
  }
}
