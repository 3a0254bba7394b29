package io.strait.replicator.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A set of keys in bounded memory, 16 bytes a slot. When it is full it keeps one half of all keys
 * and puts the other off: whoever fills it comes again for what {@link #nextPart} names. One
 * thread.
 */
final class KeySet {
  private static final int FIRST_SLOTS = 1 << 10;
  private static final double LOAD = 0.7;

  private final int mostSlots;
  private final Deque<KeyPart> putOff = new ArrayDeque<>();
  private KeyPart part;
  private long[] slots;
  private int size;

  /**
   * Empty, for all keys of a part.
   *
   * @param mostSlots a power of two
   */
  KeySet(KeyPart part, int mostSlots) {
    this.part = part;
    this.mostSlots = mostSlots;
    this.slots = new long[2 * Math.min(FIRST_SLOTS, mostSlots)];
  }

  /** Whether the key belongs to what is looked at now. */
  boolean covers(KeyDigest key) {
    return part.covers(key);
  }

  boolean holds(KeyDigest key) {
    return slots[find(key)] != 0;
  }

  /** Adds a key, if it is covered. */
  void add(KeyDigest key) {
    if (!covers(key) || holds(key)) {
      return;
    }
    while (size + 1 > LOAD * slots.length / 2 && part.covers(key)) {
      makeRoom();
    }
    if (part.covers(key)) {
      put(key.high(), key.low());
    }
  }

  /** Takes a key out, if it is there. */
  void remove(KeyDigest key) {
    int hole = find(key);
    if (slots[hole] == 0) {
      return;
    }
    size--;
    // What stands behind without a free place in between may have wanted this one.
    int at = next(hole);
    while (slots[at] != 0) {
      int home = home(slots[at]);
      boolean stays = hole <= at ? hole < home && home <= at : hole < home || home <= at;
      if (!stays) {
        slots[hole] = slots[at];
        slots[hole + 1] = slots[at + 1];
        hole = at;
      }
      at = next(at);
    }
    slots[hole] = 0;
    slots[hole + 1] = 0;
  }

  int size() {
    return size;
  }

  /** The part that is looked at now. */
  KeyPart part() {
    return part;
  }

  /** Puts off what another set, which had no room for it, has put off. */
  void putOffWith(KeySet other) {
    putOff.addAll(other.putOff);
  }

  /** Goes on, empty, with keys that were put off; false if there are none. */
  boolean nextPart() {
    if (putOff.isEmpty()) {
      return false;
    }
    part = putOff.pop();
    Arrays.fill(slots, 0);
    size = 0;
    return true;
  }

  private void makeRoom() {
    boolean larger = slots.length / 2 < mostSlots;
    if (!larger) {
      putOff.push(part.otherHalf());
      part = part.half();
    }
    long[] before = slots;
    slots = new long[larger ? 2 * before.length : before.length];
    size = 0;
    for (int i = 0; i < before.length; i += 2) {
      if (before[i] != 0 && part.covers(new KeyDigest(before[i + 1], before[i]))) {
        put(before[i + 1], before[i]);
      }
    }
  }

  private void put(long high, long low) {
    int at = find(new KeyDigest(high, low));
    slots[at] = low;
    slots[at + 1] = high;
    size++;
  }

  /** Where the key is, or would be. */
  private int find(KeyDigest key) {
    int at = home(key.low());
    while (slots[at] != 0 && (slots[at] != key.low() || slots[at + 1] != key.high())) {
      at = next(at);
    }
    return at;
  }

  private int home(long low) {
    return 2 * (int) (low >>> 1 & slots.length / 2 - 1);
  }

  private int next(int at) {
    return at + 2 == slots.length ? 0 : at + 2;
  }
}
