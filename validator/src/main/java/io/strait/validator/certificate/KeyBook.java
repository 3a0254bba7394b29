package io.strait.validator.certificate;

import java.util.Arrays;

/**
 * The last record of each key of a share of all keys, in flat arrays that grow, 24 bytes a slot and
 * two to four slots a key. Keys are 64-bit hashes under the certificate's seed. Open addressing;
 * one thread.
 */
final class KeyBook {
  /** At most 24 MiB, and half as much again while it grows. */
  static final int MOST_KEYS = 1 << 19;

  private static final int FEWEST_SLOTS = 1 << 8;

  private static final int USED = 1;
  private static final int VALUE = 2;
  private static final int LATER = 4;
  private static final int FLAG_BITS = 3;

  private final int most;
  private long[] keys = new long[FEWEST_SLOTS];
  private long[] hashes = new long[FEWEST_SLOTS];
  private long[] places = new long[FEWEST_SLOTS];
  private int size;

  /** For so many keys at the most. */
  KeyBook(int most) {
    this.most = most;
  }

  /** What is known of a key. */
  record Entry(long key, long hash, long offset, boolean value, boolean later) {
    /** Whether it has a record within the range. */
    boolean isThere() {
      return offset >= 0;
    }
  }

  /** Receives keys. */
  @FunctionalInterface
  interface Sink {
    void key(Entry entry);
  }

  void clear() {
    size = 0;
    Arrays.fill(places, 0);
  }

  /** A record within the range that is the last of its key so far; false without room. */
  boolean last(long key, long hash, long offset, boolean value) {
    int at = claimed(key);
    if (at < 0) {
      return false;
    }
    hashes[at] = hash;
    places[at] = offset + 1 << FLAG_BITS | places[at] & LATER | (value ? VALUE : 0) | USED;
    return true;
  }

  /** The key was written again where it does not count; false without room. */
  boolean later(long key) {
    int at = claimed(key);
    if (at < 0) {
      return false;
    }
    places[at] |= LATER;
    return true;
  }

  void each(Sink sink) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] != 0) {
        sink.key(entry(i));
      }
    }
  }

  /** One that is not there where nothing is known of the key. */
  Entry of(long key) {
    int at = slot(key);
    return places[at] == 0 ? new Entry(key, 0, -1, false, false) : entry(at);
  }

  private Entry entry(int at) {
    long place = places[at];
    return new Entry(
        keys[at], hashes[at], (place >> FLAG_BITS) - 1, (place & VALUE) != 0, (place & LATER) != 0);
  }

  private int claimed(long key) {
    int at = slot(key);
    if (places[at] == 0) {
      if (size >= most) {
        return -1;
      }
      if (2 * ++size > places.length) {
        grow();
        at = slot(key);
      }
      keys[at] = key;
      places[at] = USED;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldHashes = hashes;
    long[] oldPlaces = places;
    keys = new long[2 * oldKeys.length];
    hashes = new long[2 * oldKeys.length];
    places = new long[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldPlaces[i] != 0) {
        int at = slot(oldKeys[i]);
        keys[at] = oldKeys[i];
        hashes[at] = oldHashes[i];
        places[at] = oldPlaces[i];
      }
    }
  }

  private int slot(long key) {
    int at = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & places.length - 1;
    while (places[at] != 0 && keys[at] != key) {
      at = at + 1 & places.length - 1;
    }
    return at;
  }
}
