package io.strait.validator.relation;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * By whole records; where a copy has changed all headers or times, by keys and values. Empty
   * where too few records agree at any distance.
   */
  static Optional<Found> of(Window source, Window target) {
    return of(source, target, Fingerprint::full).or(() -> of(source, target, Fingerprint::content));
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
    int best = 0;
    int most = 0;
    for (Map.Entry<Integer, Integer> vote : votes.entrySet()) {
      boolean nearer = Math.abs(vote.getKey()) < Math.abs(best);
      if (vote.getValue() > most || vote.getValue() == most && nearer) {
        best = vote.getKey();
        most = vote.getValue();
      }
    }
    int shorter = Math.min(source.size(), target.size());
    if (most == 0 || most < Math.min(RUN, (shorter + 1) / 2)) {
      return false;
    }
    for (t = Math.max(0, -best); !agree(t + best, t); t++) {
      s = t + best;
    }
    s = t + best;
    return true;
  }

  /** Something lost or repeated before changes the distance, not the order. */
  private void backOverWhatAgrees() {
    int from = s;
    for (int at = t - 1; at >= 0; at--) {
      for (int place = from - 1; place >= Math.max(0, from - MOST_PLACES); place--) {
        if (agree(place, at)) {
          s = place;
          t = at;
          from = place;
          break;
        }
      }
    }
  }

  private void backOverWhatChanged() {
    while (s > 0 && t > 0 && isAlike(source.at(s - 1), target.at(t - 1))) {
      s--;
      t--;
    }
  }

  private int repeated() {
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
