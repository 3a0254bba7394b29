package io.strait.validator.judge;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.log.LogBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a partition is judged, decided from the bounds of both logs.
 *
 * @param judged source offsets that are judged
 * @param source bounds of the source
 * @param target bounds of the target, read before those of the source
 * @param targetFrom target records at or behind this target offset are judged
 * @param targetTo target records below this target offset are judged; {@link #BY_SOURCE}: those
 *     that stand before the image of the end of the judged range, wherever that is
 * @param sealed whether all of the judged range must be on the target
 * @param gaps what was asked for but is not judged
 */
public record Clip(
    OffsetRange judged,
    LogBounds source,
    LogBounds target,
    long targetFrom,
    long targetTo,
    boolean sealed,
    List<Gap> gaps) {
  /** A target end that is not known as an offset. */
  public static final long BY_SOURCE = Long.MAX_VALUE;

  /** Said of a log that has lost nothing, where something is missing before the first common. */
  public static final String WHOLE = "whose log still starts at 0";

  private static final String GONE = "no longer on both sides";
  private static final String BEFORE = "before the start";

  /** Whether this is the reason of a gap at the head: what was asked for begins above its start. */
  public static boolean isHead(String reason) {
    return reason.contains(GONE) || reason.contains(BEFORE);
  }

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
        relation.toTarget(from),
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
              GONE
                  + ": source log starts at "
                  + source.start()
                  + ", target log at "
                  + target.start()
                  + " (retention or DeleteRecords)"));
    }
    long to = Math.max(from, Math.min(demanded.to(), source.stableEnd()));
    if (to < demanded.to()) {
      gaps.add(unreached(new OffsetRange(to, demanded.to()), source, demanded));
    }
    return new Clip(
        new OffsetRange(from, to),
        source,
        target,
        relation.toTarget(from),
        relation.toTarget(to),
        true,
        gaps);
  }

  /**
   * What is judged from a pair of offsets on where only order is claimed.
   *
   * @param demanded the range that must be proved; empty: all that both sides have
   */
  public static Clip inOrder(
      StartFinder.Start start, LogBounds source, LogBounds target, Optional<OffsetRange> demanded) {
    long from = start.sourceOffset();
    if (demanded.isEmpty()) {
      OffsetRange all = new OffsetRange(from, Math.max(from, source.stableEnd()));
      long to = Math.max(start.targetOffset(), target.stableEnd());
      return new Clip(all, source, target, start.targetOffset(), to, false, start.gaps());
    }
    List<Gap> gaps = new ArrayList<>();
    OffsetRange asked = demanded.get();
    if (from > asked.from()) {
      OffsetRange lost = new OffsetRange(asked.from(), Math.min(from, asked.to()));
      gaps.add(new Gap(FindingCode.UNVERIFIABLE, lost, BEFORE + ": " + start.note()));
    }
    long to = Math.max(from, Math.min(asked.to(), source.stableEnd()));
    if (to < asked.to()) {
      gaps.add(unreached(new OffsetRange(to, asked.to()), source, asked));
    }
    OffsetRange range = new OffsetRange(from, to);
    return new Clip(range, source, target, start.targetOffset(), BY_SOURCE, true, gaps);
  }

  /** The rest of this, from a pair of offsets on that was proved before. */
  public Clip goingOn(long sourceFrom, long from) {
    long at = Math.max(sourceFrom, judged.from());
    OffsetRange rest = new OffsetRange(at, Math.max(at, judged.to()));
    return new Clip(rest, source, target, from, targetTo, sealed, gaps);
  }

  /**
   * What a source says that ends below what it once had: cut off where the rest of that is still
   * there, and another log where none of it is.
   *
   * @param lost what it no longer has
   * @param had what it once had
   * @param what how {@code had} is called
   */
  public static Gap lost(OffsetRange lost, LogBounds source, OffsetRange had, String what) {
    boolean another = source.end() < had.from() || source.end() == 0;
    return another
        ? new Gap(
            FindingCode.RESET_SOURCE,
            lost,
            "source log ends at "
                + source.end()
                + " and holds nothing of "
                + what
                + " any more: the topic was created again, or all of it was cut off")
        : new Gap(
            FindingCode.TRUNCATED_SOURCE,
            lost,
            "source log ends at " + source.end() + ", below the end of " + what);
  }

  private static Gap unreached(OffsetRange range, LogBounds source, OffsetRange demanded) {
    if (source.end() < range.to()) {
      return lost(range, source, demanded, "the demanded range");
    }
    return new Gap(
        FindingCode.UNVERIFIABLE,
        range,
        "an open transaction hides the source log from offset " + source.stableEnd() + " on");
  }
}
