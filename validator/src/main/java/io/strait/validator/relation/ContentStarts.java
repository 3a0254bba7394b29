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
 * record; a source whose log still starts at 0 never had what the target has before it. Where both
 * do, all such records are a fault, and both logs are judged from their starts. Where one of them
 * was trimmed, few are a fault; many may be a copy that began later, and are not judged. The search
 * reads the beginnings of both logs, then the places with the same timestamps, at last {@value
 * Readings#MOST_SCANNED} records of either. Any thread.
 */
public final class ContentStarts implements StartFinder {
  /** Where a log was trimmed, more than these may be a copy that began later. */
  static final int FEW = 64;

  /** Most offsets before the first common record for them to be walked over one by one. */
  static final int MOST_WALKED = 1 << 15;

  @Override
  public Optional<Start> find(Case one, LogBounds source, LogBounds target) {
    Readings readings = new Readings(one, source, target);
    Window from = readings.head(true);
    Window to = readings.head(false);
    if (from.isEmpty() || to.isEmpty()) {
      return withoutRecords(from, to, source, target);
    }
    boolean trimmed = source.start() > 0 || target.start() > 0;
    return pair(FirstPair::whole, from, to, source, target)
        .or(
            () ->
                trimmed ? elsewhere(FirstPair::whole, readings, from, to, source, target) : none())
        .or(() -> pair(FirstPair::byContent, from, to, source, target))
        .or(() -> elsewhere(ContentStarts::either, readings, from, to, source, target))
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

  /** Finds the first records of two windows that stand for each other. */
  @FunctionalInterface
  private interface Pairing {
    Optional<FirstPair.Found> of(Window source, Window target);
  }

  private static Optional<FirstPair.Found> either(Window source, Window target) {
    return FirstPair.whole(source, target).or(() -> FirstPair.byContent(source, target));
  }

  private static Optional<Start> none() {
    return Optional.empty();
  }

  private static Optional<Start> elsewhere(
      Pairing pairing,
      Readings readings,
      Window from,
      Window to,
      LogBounds source,
      LogBounds target) {
    for (boolean inSource : new boolean[] {true, false}) {
      Window wanted = inSource ? to : from;
      for (Window window : readings.places(inSource, wanted)) {
        Optional<Start> found =
            inSource
                ? pair(pairing, window, to, source, target)
                : pair(pairing, from, window, source, target);
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
      Pairing pairing, Window from, Window to, LogBounds source, LogBounds target) {
    return pairing.of(from, to).map(pair -> start(from, to, pair, source, target));
  }

  private static Start start(
      Window from, Window to, FirstPair.Found pair, LogBounds source, LogBounds target) {
    int surplus = pair.target() - pair.repeated();
    boolean whole = source.start() == 0 && target.start() == 0;
    boolean lacksFew = from.isHead() && pair.source() <= FEW;
    boolean hasFew = to.isHead() && surplus <= FEW;
    boolean near =
        whole && isNear(from, pair.source(), source) && isNear(to, pair.target(), target);
    boolean all = near || from.isHead() && (pair.source() == 0 || lacksFew && target.start() == 0);
    boolean every = near || to.isHead() && (surplus == 0 || hasFew && source.start() == 0);
    if (all && every) {
      return starts(source, target, "both log starts");
    }
    long sourceAt = all ? source.start() : from.at(pair.source()).offset();
    long targetAt = every ? target.start() : to.at(surplus).offset();
    return new Start(
        sourceAt, targetAt, note(all, every), gaps(sourceAt, targetAt, source, target));
  }

  /** Whether a walk from the start of the log sees this record in time to come into step by it. */
  private static boolean isNear(Window window, int index, LogBounds log) {
    return window.at(index).offset() - log.start() <= MOST_WALKED;
  }

  private static String note(boolean all, boolean every) {
    if (!all && !every) {
      return "the logs have these in common first";
    }
    return all
        ? "the source has lost what the target has before, or never had it"
        : "the target has not got what the source has before";
  }

  /**
   * What retention did not take from the one side ought to be on the other. Where nothing was ever
   * removed from either, it is lost; a source that was trimmed may have been so before the copy.
   */
  private static List<Clip.Gap> gaps(
      long sourceAt, long targetAt, LogBounds source, LogBounds target) {
    List<Clip.Gap> gaps = new ArrayList<>();
    if (sourceAt > source.start() && target.start() == 0) {
      boolean whole = source.start() == 0;
      gaps.add(
          new Clip.Gap(
              whole ? FindingCode.MISSING : FindingCode.UNVERIFIABLE,
              new OffsetRange(source.start(), sourceAt),
              whole
                  ? "the target, " + Clip.WHOLE + ", has none of these; counted as one"
                  : "the target, "
                      + Clip.WHOLE
                      + ", has never had these: either the copy began behind them, or they are"
                      + " missing"));
    }
    if (targetAt > target.start() && source.start() == 0) {
      gaps.add(
          new Clip.Gap(
              FindingCode.UNVERIFIABLE,
              new OffsetRange(source.start(), source.start()),
              "the source, "
                  + Clip.WHOLE
                  + ", has none of the records before target offset "
                  + targetAt));
    }
    return gaps;
  }

  private static Start starts(LogBounds source, LogBounds target, String note) {
    return new Start(source.start(), target.start(), note);
  }
}
