package io.strait.replicator.engine;

/**
 * Over how many fetch sessions one broker's partitions are spread: over one while the broker is
 * near and has no backlog, because each further session then only answers the same news in more and
 * smaller parts; over all where a round trip or a slow disk would leave a single one waiting. One
 * thread.
 */
final class FetchSpread {
  private static final long NEAR_MILLIS = 2;

  /** So long after the last backlog partitions stay where they are. */
  private static final long CALM_MILLIS = 5_000;

  private final int most;
  private long backlogAt = Long.MIN_VALUE / 2;
  private boolean wide;

  /**
   * @param most sessions, at least 1
   */
  FetchSpread(int most) {
    this.most = most;
  }

  /**
   * Looks anew.
   *
   * @param backlogged whether some session got an answer that was more than half full
   * @param roundTripMillis to the broker, or negative if not known
   * @param now on any monotonic clock, in milliseconds
   */
  void advance(boolean backlogged, long roundTripMillis, long now) {
    if (backlogged) {
      backlogAt = now;
    }
    wide = roundTripMillis > NEAR_MILLIS || now - backlogAt < CALM_MILLIS;
  }

  /** Sessions to use now. */
  int sessions() {
    return wide ? most : 1;
  }
}
