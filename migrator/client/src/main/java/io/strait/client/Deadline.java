package io.strait.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Points in time of the JVM's own clock, for waiting; durations beyond a century are cut. */
final class Deadline {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Deadline() {}

  static long after(Duration duration) {
    Duration cut = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    return System.nanoTime() + cut.toNanos();
  }

  /** Milliseconds left, rounded up; 0 when it is over. */
  static long left(long deadline) {
    long nanos = deadline - System.nanoTime();
    return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
  }
}
