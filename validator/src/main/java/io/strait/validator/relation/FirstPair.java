package io.strait.validator.relation;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/**
 * Finds the first records of two windows that stand for each other: the distance between the logs
 * at which most records agree, and from the first of these back over whatever was lost, repeated or
 * changed before it. Records that occur often agree at many distances, but at the true one the
 * others do, too. Pure.
 */
final class FirstPair {
  private static final int RUN = 16;
  private static final int MOST_PLACES = 64;

  private final Window source;
  private final Window target;
  private final ToLongFunction<Fingerprint> hash;
  private int s;
  private int t;

  private FirstPair(Window source, Window target, ToLongFunction<Fingerprint> hash) {
    this.source = source;
    this.target = target;
    this.hash = hash;
  }

  /**
   * Indexes into both windows.
   *
   * @param source source records before it have no counterpart in the target's window
   * @param target target records before it have none in the source's
   * @param repeated how many target records right before the pair are copies of one of the
   *     source's; one that the source repeats itself may as well be older than its log
   */
  record Found(int source, int target, int repeated) {}

  /** By whole records; empty where too few agree at any distance. */
  static Optional<Found> whole(Window source, Window target) {
    return of(source, target, Fingerprint::full);
  }

  /** By keys and values, for a copy that has changed all headers or times. */
  static Optional<Found> byContent(Window source, Window target) {
    return of(source, target, Fingerprint::content);
  }

  private static Optional<Found> of(
      Window source, Window target, ToLongFunction<Fingerprint> hash) {
    FirstPair pair = new FirstPair(source, target, hash);
    if (!pair.alongTheBestDistance()) {
      return Optional.empty();
    }
    pair.backOverWhatAgrees();
    pair.backOverWhatChanged();
    return Optional.of(new Found(pair.s, pair.t, pair.repeated()));
  }

  private boolean alongTheBestDistance() {
    Map<Integer, Integer> votes = new HashMap<>();
    Map<Long, List<Integer>> places = places();
    for (int at = 0; at < target.size(); at++) {
      for (int place : places.getOrDefault(of(target, at), List.of())) {
        votes.merge(place - at, 1, Integer::sum);
      }
    }
    int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    int shorter = Math.min(source.size(), target.size());
    if (most == 0 || most < Math.min(RUN, (shorter + 1) / 2)) {
      return false;
    }
    int closest = closest(votes, most);
    if (isByChance(closest, votes.get(closest))) {
      return false;
    }
    // Where all records are equal, any distance is as good; most copies keep offsets.
    OptionalInt equal = atEqualOffsets();
    int atEqual = equal.isPresent() ? agreeing(equal.getAsInt()) : 0;
    int best = atEqual > 0 && atEqual >= agreeing(closest) ? equal.getAsInt() : closest;
    for (t = Math.max(0, -best); !agree(t + best, t); t++) {
      s = t + best;
    }
    s = t + best;
    return true;
  }

  /**
   * Of the distances at which many agree the one at which the first records do. Where records
   * repeat, a distance that holds only behind a fault may have more that agree in all.
   */
  private int closest(Map<Integer, Integer> votes, int most) {
    Comparator<Map.Entry<Integer, Integer>> order =
        Comparator.<Map.Entry<Integer, Integer>>comparingInt(vote -> agreeing(vote.getKey()))
            .thenComparing(Map.Entry::getValue)
            .thenComparing(vote -> -Math.abs(vote.getKey()));
    return votes.entrySet().stream()
        .filter(vote -> vote.getValue() * 4L >= most)
        .max(order)
        .orElseThrow()
        .getKey();
  }

  /** The distance at which records stand at equal offsets, where both windows have such. */
  private OptionalInt atEqualOffsets() {
    long first = Math.max(source.at(0).offset(), target.at(0).offset());
    int from = indexOf(source, first);
    int to = indexOf(target, first);
    return from < source.size() && to < target.size()
        ? OptionalInt.of(from - to)
        : OptionalInt.empty();
  }

  private static int indexOf(Window window, long offset) {
    int at = 0;
    while (at < window.size() && window.at(at).offset() < offset) {
      at++;
    }
    return at;
  }

  /** How many of the first records that both windows have at this distance agree. */
  private int agreeing(int distance) {
    int count = 0;
    int from = Math.max(0, -distance);
    for (int at = from; at < Math.min(target.size(), from + MOST_PLACES); at++) {
      count += agree(at + distance, at) ? 1 : 0;
    }
    return count;
  }

  /** Few different records agree here and there at any distance, the true one or not. */
  private boolean isByChance(int distance, int votes) {
    int overlap = Math.min(target.size(), source.size() - distance) - Math.max(0, -distance);
    return overlap > 2 * RUN && votes * 4 < overlap && agreeing(distance) < MOST_PLACES / 2;
  }

  /** Something lost or repeated before changes the distance, not the order. */
  private void backOverWhatAgrees() {
    int from = s;
    for (int at = t - 1; at >= 0; at--) {
      for (int place = from - 1; place >= 0; place--) {
        if (agree(place, at)) {
          s = place;
          t = at;
          from = place;
          break;
        }
      }
    }
  }

  /** What stands on the other side as it is has not changed. */
  private void backOverWhatChanged() {
    Map<Long, List<Integer>> places = places();
    while (s > 0
        && t > 0
        && !places.containsKey(of(target, t - 1))
        && isAlike(source.at(s - 1), target.at(t - 1))) {
      s--;
      t--;
    }
  }

  /** A source that holds rows of equal records may have held more of them before its log start. */
  private int repeated() {
    for (int at = 1; at < source.size(); at++) {
      if (of(source, at) == of(source, at - 1)) {
        return 0;
      }
    }
    Map<Long, List<Integer>> places = places();
    int count = 0;
    while (count < t
        && isOneOfTheFirst(places.getOrDefault(of(target, t - 1 - count), List.of()))) {
      count++;
    }
    return count;
  }

  /** What the source repeats, or holds only further on, may as well be older than its log. */
  private boolean isOneOfTheFirst(List<Integer> places) {
    return places.size() == 1 && Math.abs(places.get(0) - s) < RUN;
  }

  private long of(Window window, int index) {
    return hash.applyAsLong(window.at(index));
  }

  private boolean agree(int place, int at) {
    return place >= 0 && place < source.size() && of(source, place) == of(target, at);
  }

  private static boolean isAlike(Fingerprint one, Fingerprint other) {
    boolean sameValue = one.valueSize() > 0 && one.value() == other.value();
    boolean sameTime = one.timestamp() == other.timestamp();
    boolean timeless = sameTime && one.timestamp() == 0;
    boolean sameKey = one.keySize() > 0 && one.key() == other.key();
    return sameValue
        || sameTime && !timeless
        || timeless && sameKey && one.valueSize() == other.valueSize();
  }

  private Map<Long, List<Integer>> places() {
    Map<Long, List<Integer>> places = new HashMap<>();
    for (int at = 0; at < source.size(); at++) {
      List<Integer> all = places.computeIfAbsent(of(source, at), h -> new ArrayList<>());
      if (all.size() < MOST_PLACES) {
        all.add(at);
      }
    }
    return places;
  }
}
