package io.strait.validator.keyed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one key in all partitions of both sides, and which of them stand for each other:
 * equal ones, the first for the first. Single use.
 */
final class SpreadKey {
  private static final int NONE = -1;

  private final RecordIndex index;
  private final int[] source;
  private final int[] target;
  private final int[] partner;
  private final boolean[] taken;
  private List<At[]> pairs;

  SpreadKey(RecordIndex index, int[] records) {
    int split = 0;
    while (split < records.length && !index.is(records[split], RecordIndex.TARGET)) {
      split++;
    }
    this.index = index;
    this.source = Arrays.copyOf(records, split);
    this.target = Arrays.copyOfRange(records, split, records.length);
    this.partner = new int[source.length];
    this.taken = new boolean[target.length];
    Arrays.fill(partner, NONE);
    pair();
  }

  /** Where a record stands. */
  record At(int partition, long offset, long full, boolean tombstone) {}

  boolean hasKey() {
    return !index.is(source.length > 0 ? source[0] : target[0], RecordIndex.KEYLESS);
  }

  boolean isOnSource() {
    return source.length > 0;
  }

  boolean isOnTarget() {
    return target.length > 0;
  }

  /** The last record on a side that has one. */
  At lastOnSource() {
    return at(source[source.length - 1]);
  }

  At lastOnTarget() {
    return at(target[target.length - 1]);
  }

  /** Source records with their partners, in order. */
  List<At[]> pairs() {
    if (pairs == null) {
      List<At[]> found = new ArrayList<>();
      for (int s = 0; s < source.length; s++) {
        if (partner[s] != NONE) {
          found.add(new At[] {at(source[s]), at(target[partner[s]])});
        }
      }
      pairs = found;
    }
    return pairs;
  }

  /** Source records without a partner. */
  List<At> unpairedOnSource() {
    List<At> left = new ArrayList<>();
    for (int s = 0; s < source.length; s++) {
      if (partner[s] == NONE) {
        left.add(at(source[s]));
      }
    }
    return left;
  }

  List<At> unpairedOnTarget() {
    List<At> left = new ArrayList<>();
    for (int t = 0; t < target.length; t++) {
      if (!taken[t]) {
        left.add(at(target[t]));
      }
    }
    return left;
  }

  /** Whether a later record of the key stands on both sides. */
  boolean hasPairBehind(At record, boolean onTarget) {
    return pairs().stream().anyMatch(pair -> isAfter(pair[onTarget ? 1 : 0], record));
  }

  /** Whether an earlier one does. */
  boolean hasPairBefore(At record, boolean onTarget) {
    return pairs().stream().anyMatch(pair -> isAfter(record, pair[onTarget ? 1 : 0]));
  }

  /** Whether the source holds an identical record. */
  boolean isOnSource(long full) {
    return Arrays.stream(source).anyMatch(at -> index.full(at) == full);
  }

  private static boolean isAfter(At one, At other) {
    return one.partition() > other.partition()
        || one.partition() == other.partition() && one.offset() > other.offset();
  }

  private void pair() {
    Map<Long, Deque<Integer>> open = new HashMap<>();
    for (int t = 0; t < target.length; t++) {
      open.computeIfAbsent(index.full(target[t]), full -> new ArrayDeque<>()).add(t);
    }
    for (int s = 0; s < source.length; s++) {
      Deque<Integer> places = open.get(index.full(source[s]));
      if (places != null && !places.isEmpty()) {
        partner[s] = places.poll();
        taken[partner[s]] = true;
      }
    }
  }

  private At at(int record) {
    return new At(
        index.partition(record),
        index.offset(record),
        index.full(record),
        index.is(record, RecordIndex.TOMBSTONE));
  }
}
