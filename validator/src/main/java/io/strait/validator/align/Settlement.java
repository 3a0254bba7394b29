package io.strait.validator.align;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Names the records of all open hunks together, the surest reading first: moved (the same record
 * vanished there and turned up here), changed in headers or timestamp only, one copy too many,
 * changed in key or value, and last missing or foreign. Each record is used once. Single use: the
 * methods must be called in the order in which they are declared.
 */
final class Settlement {
  private final List<Hunk> hunks;
  private final Places places;
  private final Function<Set<Long>, Map<Long, Fingerprint>> sourceHolds;
  private final List<List<Fingerprint>> deletions = new ArrayList<>();
  private final List<List<Fingerprint>> insertions = new ArrayList<>();
  private Map<Long, Fingerprint> held = Map.of();

  Settlement(
      List<Hunk> hunks, Places places, Function<Set<Long>, Map<Long, Fingerprint>> sourceHolds) {
    this.hunks = hunks;
    this.places = places;
    this.sourceHolds = sourceHolds;
    for (Hunk hunk : hunks) {
      deletions.add(new ArrayList<>(hunk.deletions()));
      insertions.add(new ArrayList<>(hunk.insertions()));
    }
  }

  List<Likeness.Pair> moved() {
    Map<Long, TreeMap<Integer, Deque<Fingerprint>>> vanished = new HashMap<>();
    for (int i = 0; i < hunks.size(); i++) {
      for (Fingerprint record : deletions.get(i)) {
        vanished
            .computeIfAbsent(record.full(), full -> new TreeMap<>())
            .computeIfAbsent(i, hunk -> new ArrayDeque<>())
            .add(record);
      }
    }
    List<Likeness.Pair> pairs = new ArrayList<>();
    Set<Fingerprint> used = new HashSet<>();
    for (int i = 0; i < hunks.size(); i++) {
      int hunk = i;
      insertions
          .get(i)
          .removeIf(
              record -> {
                TreeMap<Integer, Deque<Fingerprint>> from = vanished.get(record.full());
                if (from == null || from.isEmpty()) {
                  return false;
                }
                Fingerprint moved = nearest(from, hunk);
                used.add(moved);
                return pairs.add(new Likeness.Pair(moved, record));
              });
    }
    deletions.forEach(records -> records.removeAll(used));
    return pairs;
  }

  /** Among equal records the nearest one has moved; one further off may have changed instead. */
  private static Fingerprint nearest(TreeMap<Integer, Deque<Fingerprint>> from, int hunk) {
    Integer below = from.floorKey(hunk);
    Integer above = from.ceilingKey(hunk);
    boolean isBelow = above == null || below != null && hunk - below <= above - hunk;
    int key = isBelow ? below : above;
    Deque<Fingerprint> records = from.get(key);
    Fingerprint nearest = records.remove();
    if (records.isEmpty()) {
      from.remove(key);
    }
    return nearest;
  }

  List<Likeness.Pair> changed() {
    List<Likeness.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < hunks.size(); i++) {
      List<Fingerprint> from = deletions.get(i);
      List<Fingerprint> to = insertions.get(i);
      int[] partner = Alignment.of(from, to);
      List<Likeness.Pair> here = new ArrayList<>();
      for (int s = 0; s < partner.length; s++) {
        if (partner[s] >= 0) {
          here.add(new Likeness.Pair(from.get(s), to.get(partner[s])));
        }
      }
      take(i, here, pairs);
    }
    return pairs;
  }

  List<Likeness.Pair> duplicates() {
    Set<Long> asked = new HashSet<>();
    for (List<Fingerprint> records : insertions) {
      for (Fingerprint record : records) {
        asked.add(record.full());
        asked.add(record.content());
      }
    }
    held = asked.isEmpty() ? Map.of() : sourceHolds.apply(asked);
    return taken(record -> held.containsKey(record.full())).stream()
        .map(record -> new Likeness.Pair(held.get(record.full()), record))
        .toList();
  }

  List<Likeness.Pair> corrupt() {
    List<Likeness.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < hunks.size(); i++) {
      take(i, Likeness.pairs(deletions.get(i), insertions.get(i), places), pairs);
    }
    return pairs;
  }

  List<Likeness.Pair> duplicatesByContent() {
    return taken(
            record ->
                (record.keySize() > 0 || record.valueSize() > 0)
                    && held.containsKey(record.content()))
        .stream()
        .map(record -> new Likeness.Pair(held.get(record.content()), record))
        .toList();
  }

  List<Fingerprint> foreign() {
    return taken(record -> true);
  }

  List<Fingerprint> missing() {
    return left(false);
  }

  List<Fingerprint> behind() {
    return left(true);
  }

  private List<Fingerprint> left(boolean open) {
    List<Fingerprint> left = new ArrayList<>();
    for (int i = 0; i < hunks.size(); i++) {
      if (hunks.get(i).open() == open) {
        left.addAll(deletions.get(i));
      }
    }
    return left;
  }

  private void take(int hunk, List<Likeness.Pair> here, List<Likeness.Pair> all) {
    Set<Fingerprint> used = new HashSet<>();
    for (Likeness.Pair pair : here) {
      used.add(pair.source());
      used.add(pair.target());
    }
    deletions.get(hunk).removeAll(used);
    insertions.get(hunk).removeAll(used);
    all.addAll(here);
  }

  private List<Fingerprint> taken(Predicate<Fingerprint> which) {
    List<Fingerprint> taken = new ArrayList<>();
    for (List<Fingerprint> records : insertions) {
      records.removeIf(record -> which.test(record) && taken.add(record));
    }
    return taken;
  }
}
