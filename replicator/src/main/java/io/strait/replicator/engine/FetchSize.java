package io.strait.replicator.engine;

/**
 * How much one session asks for at once: as much as the network delivers in some round trips, so
 * that waiting for the next answer costs no more than half of its time, and at least in 20 ms, so
 * that fetches are few. One thread.
 */
final class FetchSize {
  private static final int LEAST = 256 * 1024;
  private static final int START = 1 << 20;
  private static final double SHORTEST_MILLIS = 20;
  private static final double ROUND_TRIPS = 4;

  /** Room for the answer's own fields, so that it fits memory cut in powers of two. */
  private static final int MARGIN = 64 * 1024;

  private final int most;
  private int size;
  private boolean full;
  private int last;

  FetchSize(int most) {
    this.most = most;
    this.size = Math.min(START - MARGIN, most);
  }

  /** Bytes to ask for. */
  int bytes() {
    return size;
  }

  /** Whether the source has more than it delivers: the last answer was at least half full. */
  boolean isBacklogged() {
    return full;
  }

  /** What the next answer will bring, going by the last one. */
  int expected() {
    return full ? size : last;
  }

  /**
   * @param asked bytes the fetch asked for
   * @param bytes it brought
   * @param millis from its request to its end
   * @param roundTripMillis of the network, or negative if not known
   */
  void answered(int asked, int bytes, double millis, long roundTripMillis) {
    last = bytes;
    full = bytes >= asked / 2;
    if (!full || asked < size) {
      return;
    }
    double perMilli = bytes / Math.max(1, millis);
    double goal = perMilli * Math.max(SHORTEST_MILLIS, ROUND_TRIPS * roundTripMillis);
    // In powers of two: a session tells the broker each change for each of its partitions.
    long step = Long.highestOneBit((long) Math.max(LEAST, goal));
    long bounded = Math.max((size + MARGIN) / 2, Math.min(step, 2L * (size + MARGIN)));
    size = (int) Math.min(most, Math.max(LEAST, bounded) - MARGIN);
  }
}
