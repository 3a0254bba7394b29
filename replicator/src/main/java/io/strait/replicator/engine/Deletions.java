package io.strait.replicator.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Tombstones that one mirror partition still lacks. They must be on the target before anything that
 * the source holds from a certain offset on, for that may be a new value. Pump's thread.
 */
final class Deletions {
  private static final int MOST_KEYS = 10_000;

  private final Deque<byte[]> keys = new ArrayDeque<>();
  private long before;
  private long emptyFrom;
  private int onTheirWay;
  private long landsAt;
  private long written;

  /**
   * These are all there are now.
   *
   * @param before they are to be written before this source offset
   * @param emptyFrom from here to {@code before} the source holds nothing any more
   */
  void load(List<byte[]> missed, long before, long emptyFrom) {
    clear();
    keys.addAll(missed);
    this.before = before;
    this.emptyFrom = emptyFrom;
  }

  /** None is wanted any more. */
  void clear() {
    keys.clear();
    onTheirWay = 0;
  }

  /** Whether any is not on the target yet. */
  boolean isPending() {
    return !keys.isEmpty();
  }

  /** How many are not on the target yet. */
  int pending() {
    return keys.size();
  }

  /** Source offset of the first record that must not be copied before them. */
  long before() {
    return before;
  }

  /** Source offset from which on nothing is left before {@link #before}. */
  long emptyFrom() {
    return emptyFrom;
  }

  /** How many were written since the partition is copied here. */
  long written() {
    return written;
  }

  /** Some of them, at least one, to land at {@code base} together. */
  List<byte[]> take(long mostKeys, int mostBytes, long base) {
    List<byte[]> taken = new ArrayList<>();
    long bytes = 0;
    for (byte[] key : keys) {
      bytes += key.length;
      if (!taken.isEmpty()
          && (bytes > mostBytes || taken.size() >= Math.min(mostKeys, MOST_KEYS))) {
        break;
      }
      taken.add(key);
    }
    onTheirWay = taken.size();
    landsAt = base;
    return taken;
  }

  /** Those on their way are on the target; whether there were any. */
  boolean stored() {
    boolean any = onTheirWay > 0;
    for (int i = 0; i < onTheirWay; i++) {
      keys.removeFirst();
    }
    written += onTheirWay;
    onTheirWay = 0;
    return any;
  }

  /** The target was read again and ends here: what was on its way is there, or never will be. */
  void settle(long targetEnd) {
    if (onTheirWay > 0 && targetEnd >= landsAt + onTheirWay) {
      stored();
    }
    onTheirWay = 0;
  }
}
