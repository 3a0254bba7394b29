package io.strait.replicator.share;

import java.time.Duration;

/**
 * Patience of a shared link.
 *
 * @param report how often each slot reports, at least; with many partitions less often
 * @param silence after how long without a report a slot counts as not served, and its partitions go
 *     to others
 * @param balance how long partitions stay where they are before they may move for balance alone
 * @param gather how long the very first plan waits for all slots to appear
 */
public record ShareTimes(Duration report, Duration silence, Duration balance, Duration gather) {
  /** Refuses a silence that a slot could not avoid. */
  public ShareTimes {
    if (silence.compareTo(report.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException(
          "a slot counts as not served after "
              + silence
              + ", but reports come every "
              + report
              + ": it must be at least three times that");
    }
  }

  /** Reports every 2 s, 20 s of silence, 60 s of rest, 10 s to gather. */
  public static ShareTimes defaults() {
    return new ShareTimes(
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10));
  }
}
