package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.judge.Case;
import io.strait.validator.log.LogBounds;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds by content where a run of source records stands on a target whose copy claims nothing but
 * order, so that the run can be compared without reading what is before it.
 *
 * <p>Both ends of the run, each with a few records around it, are looked for where they may be: at
 * the distance of the run before, at the same distance from the end or the start, at the same time.
 * What is not found says nothing: it may be lost, changed, or not copied yet. One thread; several
 * runs of one partition should come in order.
 */
public final class RunPlaces {
  /** Offsets read on either side of a run: what is lost at its very border shows between others. */
  public static final int AROUND = 64;

  private static final int EDGE = 192;
  private static final int NEAR = 384;

  private final Readings readings;
  private final LogBounds source;
  private final LogBounds target;
  private OptionalLong distance = OptionalLong.empty();

  /** Reads nothing yet; the bounds of the target must be older than those of the source. */
  public RunPlaces(Case one, LogBounds source, LogBounds target) {
    this.readings = new Readings(one, source, target);
    this.source = source;
    this.target = target;
  }

  /**
   * A part of a run that both sides have.
   *
   * @param range source offsets, from the pair at which the comparison begins; may begin some
   *     records before the run, or end behind it
   * @param targetOffset where the target's records of {@code range} begin
   */
  public record Place(OffsetRange range, long targetOffset) {}

  /** Offsets of two records that stand for each other. */
  private record Pair(long source, long target) {
    OptionalLong distance() {
      return OptionalLong.of(target - source);
    }
  }

  /**
   * The source offsets that the target spans, from its first record to its last, as far as those
   * are found on the source; else all of the source.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer
   * @throws io.strait.validator.log.RangeGone if a log start moves meanwhile
   */
  public OffsetRange common() {
    long from = source.start();
    if (target.start() > 0 || source.start() > 0) {
      Window first = readings.between(false, target.start(), target.stableEnd(), EDGE);
      from = pair(true, first, target.start(), distance, false).map(Pair::source).orElse(from);
    }
    long last = Math.max(target.start(), target.stableEnd() - EDGE);
    Window end = readings.between(false, last, target.stableEnd(), EDGE);
    Optional<Pair> until = pair(true, end, target.stableEnd(), distance, true);
    distance = until.map(Pair::distance).orElse(distance);
    long to = until.map(pair -> pair.source() + 1).orElse(source.stableEnd());
    return new OffsetRange(from, Math.max(from, to));
  }

  /**
   * Where a run stands; empty where one of its ends is not found.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer
   * @throws io.strait.validator.log.RangeGone if a log start moves meanwhile
   */
  public Optional<Place> find(OffsetRange run) {
    long from = Math.max(source.start(), run.from() - AROUND);
    Window head = all(from, Math.min(run.to(), run.from() + EDGE));
    Window tail = all(Math.max(from, run.to() - EDGE), run.to() + AROUND);
    Optional<Pair> begin = pair(false, head, run.from(), distance, false);
    if (begin.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pair> until = pair(false, tail, run.to(), begin.get().distance(), true);
    if (until.isEmpty() || until.get().source() < begin.get().source()) {
      return Optional.empty();
    }
    distance = until.get().distance();
    return Optional.of(place(run, begin.get(), until.get(), head, tail));
  }

  /** Offsets that hold no record belong to the run as well. */
  private static Place place(OffsetRange run, Pair begin, Pair until, Window head, Window tail) {
    boolean lost = holds(head, run.from(), begin.source());
    boolean cut = holds(tail, until.source() + 1, run.to());
    long from = lost ? begin.source() : Math.min(run.from(), begin.source());
    long to = cut ? until.source() + 1 : Math.max(run.to(), until.source() + 1);
    return new Place(new OffsetRange(from, to), begin.target());
  }

  private static boolean holds(Window window, long from, long to) {
    return window.records().stream()
        .mapToLong(Fingerprint::offset)
        .anyMatch(at -> at >= from && at < to);
  }

  private Window all(long from, long to) {
    return readings.between(true, from, Math.min(to, source.stableEnd()), Integer.MAX_VALUE);
  }

  /**
   * The first pair of some records with records of the other side, or the last one.
   *
   * @param inSource which side is searched
   * @param near about where the records stand on their own side
   * @param known how far target offsets were from source offsets elsewhere
   */
  private Optional<Pair> pair(
      boolean inSource, Window wanted, long near, OptionalLong known, boolean isLast) {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    LogBounds own = inSource ? target : source;
    LogBounds other = inSource ? source : target;
    Set<Long> places = new LinkedHashSet<>();
    known.ifPresent(shift -> places.add(inSource ? near - shift : near + shift));
    places.add(other.stableEnd() - (own.stableEnd() - near));
    places.add(other.start() + (near - own.start()));
    for (long place : places) {
      Optional<Pair> found = pair(inSource, wanted, around(inSource, place), isLast);
      if (found.isPresent()) {
        return found;
      }
    }
    long timed = readings.timed(inSource, wanted);
    return pair(inSource, wanted, around(inSource, timed), isLast);
  }

  private Window around(boolean inSource, long place) {
    LogBounds bounds = inSource ? source : target;
    long at = Math.max(bounds.start(), Math.min(bounds.stableEnd(), place));
    long from = Math.max(bounds.start(), at - NEAR);
    return readings.between(inSource, from, bounds.stableEnd(), 2 * NEAR);
  }

  private static Optional<Pair> pair(
      boolean inSource, Window wanted, Window there, boolean isLast) {
    Window here = isLast ? wanted.reversed() : wanted;
    Window across = isLast ? there.reversed() : there;
    Window from = inSource ? across : here;
    Window to = inSource ? here : across;
    return FirstPair.whole(from, to)
        .or(() -> FirstPair.byContent(from, to))
        .map(found -> new Pair(from.at(found.source()).offset(), to.at(found.target()).offset()));
  }
}
