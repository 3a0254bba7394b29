package io.strait.validator.groups;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * By how many records two windows are shifted against each other. A shift of 0: both positions
 * stand before the same record; above 0: the target's position stands so many records before the
 * image of the source's; below 0: behind it. Pure.
 *
 * <p>Records repeat, so a shift counts only if all records that both windows show are equal under
 * it; where several do, the ends of the logs decide, and else the smallest.
 */
final class Runs {
  /** Fewer common records prove nothing, unless a window has no more. */
  private static final int LEAST = 8;

  private final Window source;
  private final Window target;
  private final List<Integer> shifts = new ArrayList<>();

  Runs(Window source, Window target) {
    this.source = source;
    this.target = target;
    int first = -(source.records().size() - 1);
    int last = target.records().size() - 1;
    for (int distance = first; distance <= last; distance++) {
      if (fits(distance)) {
        shifts.add(source.next() + distance - target.next());
      }
    }
  }

  /** Every shift under which all common records are equal. */
  List<Integer> shifts() {
    return shifts;
  }

  /** The only possible shift; empty while there is none or a choice. */
  OptionalInt single() {
    return shifts.size() == 1 ? OptionalInt.of(shifts.get(0)) : OptionalInt.empty();
  }

  /** The only possible shift, or, where both windows are whole, the likeliest. */
  OptionalInt settled() {
    return source.isWhole() && target.isWhole() ? likeliest() : single();
  }

  /** The likeliest of several: where both logs begin, or end, together; else 0; else the least. */
  OptionalInt likeliest() {
    List<Integer> left = shifts;
    if (source.atStart() && target.atStart()) {
      left = kept(left, source.next() - target.next());
    }
    if (left.size() > 1 && source.atEnd() && target.atEnd()) {
      left = kept(left, target.ahead() - source.ahead());
    }
    return least(left);
  }

  /**
   * What is left where something near the positions differs on both sides: the shift under which
   * the next records are equal, or, where there are none, the last ones.
   */
  OptionalInt partial() {
    int length = Math.min(2 * LEAST, Math.max(source.ahead(), source.next()));
    boolean forward = source.ahead() >= Math.min(length, source.next());
    int from = forward ? source.next() : Math.max(0, source.next() - length);
    int to = forward ? Math.min(source.records().size(), source.next() + length) : source.next();
    List<Integer> found = new ArrayList<>();
    for (int distance = -from; distance + to <= target.records().size(); distance++) {
      if (from < to && areEqual(from, to, distance)) {
        found.add(source.next() + distance - target.next());
      }
    }
    return least(found);
  }

  private static OptionalInt least(List<Integer> shifts) {
    Comparator<Integer> order = Comparator.comparing(Math::abs);
    return shifts.stream()
        .min(order.thenComparing(Comparator.naturalOrder()))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /**
   * At the start the counts of records before both positions differ by the shift exactly, at the
   * end those behind; what contradicts this falls away, unless nothing would be left.
   */
  private static List<Integer> kept(List<Integer> all, int wanted) {
    List<Integer> kept = all.stream().filter(shift -> shift == wanted).toList();
    return kept.isEmpty() ? all : kept;
  }

  private boolean fits(int distance) {
    int from = Math.max(0, -distance);
    int to = Math.min(source.records().size(), target.records().size() - distance);
    int least = Math.min(LEAST, Math.min(source.records().size(), target.records().size()));
    if (to - from < least) {
      return false;
    }
    return areEqual(from, to, distance);
  }

  private boolean areEqual(int from, int to, int distance) {
    for (int i = from; i < to; i++) {
      Fingerprint one = source.records().get(i);
      if (!one.sameRecord(target.records().get(i + distance))) {
        return false;
      }
    }
    return true;
  }
}
