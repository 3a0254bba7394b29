package io.strait.validator.records;

import io.strait.validator.log.LogBounds;

/**
 * Keeps a reading ahead of log starts that move all the time: one that begins at the very start is
 * overtaken before it has read anything. From the second time on it begins some way behind the
 * start, at least twice as far each time. Single use, one thread.
 */
final class MovingStarts {
  private final Side source = new Side();
  private final Side target = new Side();
  private int times;

  /** Where the source is taken to start; with the bounds that it has now. */
  LogBounds source(LogBounds now) {
    return source.ahead(now, times);
  }

  /** The same for the target. */
  LogBounds target(LogBounds now) {
    return target.ahead(now, times);
  }

  /** A log start has passed the place where the last attempt was reading. */
  void overtaken() {
    times++;
  }

  /** The starts may have come to rest: nothing is left out at first. */
  void beginAgain() {
    times = 0;
    source.distance = 0;
    target.distance = 0;
  }

  /** Whether the last attempt began behind a log start. */
  boolean keptAway() {
    return source.from > source.then || target.from > target.then;
  }

  /** Whether it left out what is still there. */
  boolean hasLeftOut(LogBounds sourceNow, LogBounds targetNow) {
    return sourceNow.start() < source.from || targetNow.start() < target.from;
  }

  private static final class Side {
    private long then;
    private long from;
    private long distance;

    LogBounds ahead(LogBounds now, int overtaken) {
      if (overtaken > 1) {
        distance = 2 * Math.max(distance, now.start() - then);
      }
      then = now.start();
      long most = (now.stableEnd() - now.start()) / 2;
      from = now.start() + Math.min(distance, most);
      return new LogBounds(from, now.stableEnd(), now.end());
    }
  }
}
