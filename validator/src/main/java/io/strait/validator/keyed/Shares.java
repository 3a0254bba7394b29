package io.strait.validator.keyed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Goes through all keys of both logs with an index of bounded size: where it is full, half of the
 * keys are left for another reading of both logs, as often as it takes. One thread.
 */
final class Shares {
  /** A share this small is one key, which cannot be halved: its records must fit. */
  private static final int MOST_BITS = 30;

  private final SideLog source;
  private final SideLog target;
  private final int capacity;
  private final Deque<Share> left = new ArrayDeque<>();
  private int readings;

  Shares(SideLog source, SideLog target, int capacity) {
    this.source = source;
    this.target = target;
    this.capacity = capacity;
  }

  /** How often both logs were read. */
  int readings() {
    return readings;
  }

  /** Hands out an index per share; it is used again when the call returns. */
  void each(Consumer<RecordIndex> sink) {
    RecordIndex index = new RecordIndex();
    left.push(Share.ALL);
    while (!left.isEmpty()) {
      index.clear();
      Share share = fill(index, source, false, left.pop());
      share = fill(index, target, true, share);
      readings++;
      sink.accept(index);
    }
  }

  private Share fill(RecordIndex index, SideLog side, boolean target, Share share) {
    Share now = share;
    Iterator<Print> records = side.read();
    while (records.hasNext()) {
      Print print = records.next();
      if (!now.has(print.low())) {
        continue;
      }
      index.add(print, target);
      while (index.size() > capacity && now.bits() < MOST_BITS) {
        left.push(now.otherHalf());
        now = now.half();
        index.keep(now);
      }
      if (index.size() > 8L * capacity) {
        throw new TooManyRecords(
            "one key has more than " + 8L * capacity + " records on both sides together");
      }
    }
    return now;
  }
}
