package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.FindingCode;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.Clip;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.LogBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds by content where two logs begin to hold the same records, when one of them has lost its
 * beginning to retention, or the copy began later than the source.
 *
 * <p>A target whose log still starts at 0 never had what the source has before the first common
 * record; a source whose log still starts at 0 never had what the target has before it. Few such
 * records are a fault, and both logs are then judged from their starts; many of them may be a copy
 * that began later, and are not judged. The search reads the beginnings of both logs, then the
 * places with the same timestamps, at last {@value Readings#MOST_SCANNED} records of either. Any
 * thread.
 */
public final class ContentStarts implements StartFinder {
  /** More records than this before the first common one are no fault of a copy that began there. */
  static final int FEW = 64;

  @Override
  public Optional<Start> find(Case one, LogBounds source, LogBounds target) {
    Readings readings = new Readings(one, source, target);
    Window from = readings.head(true);
    Window to = readings.head(false);
    if (from.isEmpty() || to.isEmpty()) {
      return withoutRecords(from, to, source, target);
    }
    return pair(readings, from, to, source, target)
        .or(() -> elsewhere(readings, from, to, source, target))
        .or(() -> never(source, target));
  }

  private static Optional<Start> withoutRecords(
      Window from, Window to, LogBounds source, LogBounds target) {
    if (to.isEmpty() && (target.stableEnd() == 0 || from.isEmpty())) {
      return Optional.of(starts(source, target, "the target holds no record yet"));
    }
    if (from.isEmpty() && source.start() > 0) {
      return Optional.of(
          new Start(
              source.start(),
              target.stableEnd(),
              "the source holds no record any more, so that none of the target's is judged"));
    }
    return never(source, target);
  }

  private static Optional<Start> elsewhere(
      Readings readings, Window from, Window to, LogBounds source, LogBounds target) {
    for (boolean inSource : new boolean[] {true, false}) {
      Window wanted = inSource ? to : from;
      for (Window window : readings.places(inSource, wanted)) {
        Optional<Start> found =
            inSource
                ? pair(readings, window, to, source, target)
                : pair(readings, from, window, source, target);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Nothing in common: two whole logs are judged as they are, of others nothing can be said. */
  private static Optional<Start> never(LogBounds source, LogBounds target) {
    return source.start() == 0 && target.start() == 0
        ? Optional.of(starts(source, target, "both log starts, though they have nothing in common"))
        : Optional.empty();
  }

  private static Optional<Start> pair(
      Readings readings, Window from, Window to, LogBounds source, LogBounds target) {
    return FirstPair.of(from, to).map(pair -> start(from, to, pair, source, target));
  }

  private static Start start(
      Window from, Window to, FirstPair.Found pair, LogBounds source, LogBounds target) {
    int surplus = pair.target() - pair.repeated();
    boolean lacksFew = from.isHead() && pair.source() <= FEW;
    boolean hasFew = to.isHead() && surplus <= FEW;
    boolean all = from.isHead() && (pair.source() == 0 || lacksFew && target.start() == 0);
    boolean every = to.isHead() && (surplus == 0 || hasFew && source.start() == 0);
    if (all && every) {
      return starts(source, target, "both log starts");
    }
    long sourceAt = all ? source.start() : from.at(pair.source()).offset();
    long targetAt = every ? target.start() : to.at(surplus).offset();
    return new Start(
        sourceAt, targetAt, note(all, every), gaps(sourceAt, targetAt, source, target));
  }

  private static String note(boolean all, boolean every) {
    if (!all && !every) {
      return "the logs have these in common first";
    }
    return all
        ? "the source has lost what the target has before, or never had it"
        : "the target has not got what the source has before";
  }

  /** What retention did not take from the one side ought to be on the other. */
  private static List<Clip.Gap> gaps(
      long sourceAt, long targetAt, LogBounds source, LogBounds target) {
    List<Clip.Gap> gaps = new ArrayList<>();
    if (sourceAt > source.start() && target.start() == 0) {
      gaps.add(
          new Clip.Gap(
              FindingCode.UNVERIFIABLE,
              new OffsetRange(source.start(), sourceAt),
              "the target, whose log still starts at 0, has never had these: either the copy began"
                  + " behind them, or they are missing"));
    }
    if (targetAt > target.start() && source.start() == 0) {
      gaps.add(
          new Clip.Gap(
              FindingCode.UNVERIFIABLE,
              new OffsetRange(source.start(), source.start()),
              "the source, whose log still starts at 0, has none of the records before target"
                  + " offset "
                  + targetAt));
    }
    return gaps;
  }

  private static Start starts(LogBounds source, LogBounds target, String note) {
    return new Start(source.start(), target.start(), note);
  }
}
