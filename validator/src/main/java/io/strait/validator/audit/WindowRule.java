package io.strait.validator.audit;

import java.time.Duration;

/**
 * How records are put into windows.
 *
 * @param size length of a window, 1 s or more
 * @param allowedLateness how far the watermark must be beyond a window's end to close it
 * @param share how many of a partition's records its lateness must cover, above 0 to 1
 * @param ahead how far a record's time may be ahead of the clock before it is not believed
 * @param idle after how long without a new record a partition no longer holds the watermark back
 * @param perTopic most windows kept of one topic
 * @param inAll most windows kept of all topics together
 */
public record WindowRule(
    Duration size,
    Duration allowedLateness,
    double share,
    Duration ahead,
    Duration idle,
    int perTopic,
    int inAll) {
  /** Refuses what makes no windows. */
  public WindowRule {
    if (size.compareTo(Duration.ofSeconds(1)) < 0 || perTopic < 1 || inAll < 1) {
      throw new IllegalArgumentException(
          "window size " + size + ": must be 1 s or more, and at least one window must be kept");
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + ": must be above 0, at most 1");
    }
  }

  /** Windows of a minute, closed when 99 % of the records are a minute behind their end. */
  public static WindowRule defaults() {
    return new WindowRule(
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        0.99,
        Duration.ofMinutes(10),
        Duration.ofSeconds(30),
        1_000,
        20_000);
  }

  /** The same with other windows. */
  public WindowRule withSize(Duration length, Duration lateness) {
    return new WindowRule(length, lateness, share, ahead, idle, perTopic, inAll);
  }

  /** The window of a record, whether or not it is still kept. */
  WindowKey place(String topic, long timestamp, long now) {
    if (timestamp < 0) {
      return WindowKey.bucket(topic, WindowKey.Kind.UNTIMED);
    }
    if (timestamp > now + ahead.toMillis()) {
      return WindowKey.bucket(topic, WindowKey.Kind.FUTURE);
    }
    long start = timestamp - timestamp % size.toMillis();
    return new WindowKey(topic, WindowKey.Kind.TIMED, start, start + size.toMillis());
  }

  /** Whether the time of a record tells something about event time. */
  boolean believes(long timestamp, long now) {
    return timestamp >= 0 && timestamp <= now + ahead.toMillis();
  }
}
