package io.strait.validator.keyed;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the keys whose records differ between both sides, by digests, in shares of bounded size.
 * Single use, one thread.
 */
final class SpreadSurvey {
  /** More differing keys than this are ordinarily not looked at one by one. */
  static final int MOST = 1 << 17;

  private final SpreadLogs logs;
  private final KeyTable table;
  private final Set<Key> differing = new HashSet<>();
  private final int most;
  private final long[] reached;
  private long keys;
  private long unseen;
  private int readings;

  SpreadSurvey(SpreadLogs logs, int capacity, int most) {
    this.logs = logs;
    this.most = most;
    this.table = new KeyTable(capacity);
    this.reached = new long[logs.sources()];
    Arrays.fill(reached, -1);
  }

  /** The digest of a key. */
  record Key(long high, long low) {}

  SpreadSurvey run() {
    Deque<Share> left = new ArrayDeque<>();
    left.push(Share.ALL);
    while (!left.isEmpty()) {
      Share[] now = {left.pop()};
      table.clear();
      logs.each(
          (print, target, partition) -> {
            while (now[0].has(print.low()) && !table.add(print, target, partition)) {
              left.push(now[0].otherHalf());
              now[0] = now[0].half();
              table.keep(now[0]);
            }
          });
      readings++;
      table.each(this::take);
    }
    return this;
  }

  Set<Key> differing() {
    return differing;
  }

  long keys() {
    return keys;
  }

  /** Keys that differ and are not looked at. */
  long unseen() {
    return unseen;
  }

  int readings() {
    return readings;
  }

  /** By source partition, the last source offset of a key that is equal; -1 when there is none. */
  long[] reached() {
    return reached;
  }

  /** The same, with what was found out since. */
  Map<Integer, Long> arrived() {
    Map<Integer, Long> arrived = new HashMap<>();
    for (int p = 0; p < reached.length; p++) {
      arrived.put(p, reached[p]);
    }
    return arrived;
  }

  private void take(long high, long low, boolean equal, int source, long last) {
    keys++;
    if (equal && source >= 0) {
      reached[source] = Math.max(reached[source], last);
    } else if (!equal && differing.size() < most) {
      differing.add(new Key(high, low));
    } else if (!equal) {
      unseen++;
    }
  }
}
