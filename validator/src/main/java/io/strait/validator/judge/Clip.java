package io.strait.validator.judge;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.log.LogBounds;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a partition is judged, decided from the bounds of both logs.
 *
 * @param judged source offsets that are judged
 * @param source bounds of the source
 * @param target bounds of the target, read before those of the source
 * @param targetTo target records below this target offset are judged
 * @param sealed whether all of the judged range must be on the target
 * @param gaps what was asked for but is not judged
 */
public record Clip(
    OffsetRange judged,
    LogBounds source,
    LogBounds target,
    long targetTo,
    boolean sealed,
    List<Gap> gaps) {

  /** A part of what was asked for that cannot be judged. */
  public record Gap(FindingCode code, OffsetRange range, String why) {}

  /**
   * All that both sides have now. What the target has beyond the end of the source is judged too:
   * the source was read later, so those records never came from it.
   */
  public static Clip live(LogBounds source, LogBounds target, OffsetRelation relation) {
    long from = Math.max(source.start(), relation.toSource(target.start()));
    long reached = relation.toSource(target.stableEnd());
    long to = Math.max(from, Math.min(source.stableEnd(), reached));
    boolean ahead = reached > source.end();
    return new Clip(
        new OffsetRange(from, to),
        source,
        target,
        ahead ? target.stableEnd() : relation.toTarget(to),
        false,
        List.of());
  }

  /** A range that somebody demands to be proved: what is not on the target is missing. */
  public static Clip sealed(
      OffsetRange demanded, LogBounds source, LogBounds target, OffsetRelation relation) {
    List<Gap> gaps = new ArrayList<>();
    long start = Math.max(source.start(), relation.toSource(target.start()));
    long from = Math.min(Math.max(demanded.from(), start), demanded.to());
    if (from > demanded.from()) {
      gaps.add(
          new Gap(
              FindingCode.UNVERIFIABLE,
              new OffsetRange(demanded.from(), from),
              "no longer on both sides: source log starts at "
                  + source.start()
                  + ", target log at "
                  + target.start()
                  + " (retention or DeleteRecords)"));
    }
    long to = Math.max(from, Math.min(demanded.to(), source.stableEnd()));
    if (to < demanded.to()) {
      gaps.add(unreached(new OffsetRange(to, demanded.to()), source));
    }
    return new Clip(new OffsetRange(from, to), source, target, relation.toTarget(to), true, gaps);
  }

  private static Gap unreached(OffsetRange range, LogBounds source) {
    if (source.end() < range.to()) {
      return new Gap(
          FindingCode.TRUNCATED_SOURCE,
          range,
          "source log ends at " + source.end() + ", below the end of the demanded range");
    }
    return new Gap(
        FindingCode.UNVERIFIABLE,
        range,
        "an open transaction hides the source log from offset " + source.stableEnd() + " on");
  }
}
