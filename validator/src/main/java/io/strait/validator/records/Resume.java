package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.Tally;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.Clip;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanMode;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.LogBounds;
import java.util.List;
import java.util.Optional;

/**
 * Whether and from where a judgement goes on from what was proved before. Pure.
 *
 * @param point where to go on; empty: everything is judged anew
 * @param joins whether the old proof is part of the new one: under another seed, or without a
 *     digest where one is made, only the range behind it is proved by this run
 * @param gaps what the logs no longer have of what was proved
 * @param notes why it is so, for people
 */
record Resume(Optional<ProofPoint> point, boolean joins, List<Clip.Gap> gaps, List<String> notes) {
  private static final Resume ANEW = new Resume(Optional.empty(), false, List.of(), List.of());

  static Resume of(Case one, LogBounds source, LogBounds target) {
    if (one.known().isEmpty()) {
      return ANEW;
    }
    ProofPoint known = one.known().get();
    long at = known.proven().to();
    if (source.end() < at) {
      return new Resume(Optional.empty(), false, List.of(truncated(known, source)), List.of());
    }
    if (at < source.start() || known.targetTo() < target.start()) {
      return anew("the log start has passed the end of the earlier proof at " + at);
    }
    if (target.stableEnd() < known.targetTo()) {
      return anew("the target ends below the earlier proof, at " + target.stableEnd());
    }
    boolean digested = known.digest().isMade() || one.options().mode() == ScanMode.FAST;
    if (known.proven().isEmpty() && known.seed() == one.options().seed() && digested) {
      return new Resume(Optional.of(known), true, List.of(), List.of());
    }
    return known.seed() == one.options().seed() && digested
        ? new Resume(Optional.of(known), true, List.of(), List.of(before(known, "is part of")))
        : new Resume(Optional.of(known), false, List.of(), List.of(before(known, "precedes")));
  }

  /** The place to go on where only order is claimed. */
  Optional<StartFinder.Start> start() {
    return point.map(
        known ->
            new StartFinder.Start(
                known.proven().to(), known.targetTo(), "the end of an earlier proof"));
  }

  /** What is demanded besides what was proved before. */
  Optional<OffsetRange> left(Optional<OffsetRange> demanded) {
    if (point.isEmpty()) {
      return demanded;
    }
    OffsetRange proven = point.get().proven();
    return demanded.map(
        range ->
            proven.from() <= range.from() && proven.to() > range.from()
                ? new OffsetRange(Math.min(proven.to(), range.to()), range.to())
                : range);
  }

  /** This, if it lies within what is to be judged. */
  Resume within(Clip clip) {
    if (point.isEmpty()) {
      return this;
    }
    OffsetRange proven = point.get().proven();
    boolean inside = clip.judged().from() <= proven.to() && proven.to() <= clip.judged().to();
    return inside ? this : anew("the earlier proof of " + proven + " lies outside of this range");
  }

  Clip rest(Clip clip, Optional<OffsetRelation> images) {
    if (point.isEmpty()) {
      return clip;
    }
    long at = point.get().proven().to();
    return clip.goingOn(at, images.map(r -> r.toTarget(at)).orElse(point.get().targetTo()));
  }

  /** The point whose digest goes on. */
  Optional<ProofPoint> known() {
    return joins ? point : Optional.empty();
  }

  /** A range of this run and, where it joins, of the runs before. */
  OffsetRange with(OffsetRange range) {
    return joins ? new OffsetRange(point.orElseThrow().proven().from(), range.to()) : range;
  }

  /** The counts of this run and, where it joins, of the runs before. */
  Tally with(Tally tally) {
    if (!joins || !point.orElseThrow().digest().isMade()) {
      return tally;
    }
    long before = point.orElseThrow().digest().count();
    return new Tally(
        before + tally.sourceRecords(),
        before + tally.targetRecords(),
        tally.behind(),
        tally.offsetShifts());
  }

  private static Resume anew(String why) {
    return new Resume(Optional.empty(), false, List.of(), List.of(why + "; judged anew"));
  }

  private static String before(ProofPoint known, String joined) {
    return "the earlier proof of source offsets "
        + known.proven()
        + " was not read again; it "
        + joined
        + " this one";
  }

  private static Clip.Gap truncated(ProofPoint known, LogBounds source) {
    OffsetRange lost = new OffsetRange(source.end(), known.proven().to());
    return Clip.lost(lost, source, known.proven(), "what was proved before");
  }
}
