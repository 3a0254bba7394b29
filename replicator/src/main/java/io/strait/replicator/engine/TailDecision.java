package io.strait.replicator.engine;

import io.strait.replicator.offsets.Translation;
import io.strait.replicator.wire.HeldRecord;
import java.util.List;
import java.util.Optional;

/**
 * Decides from the ends of both logs whether the target holds the source's content.
 *
 * <p>The last record that both sides hold must be equal; only that shows it. Records behind it on
 * one side only are accepted where that side's own cleaning explains them: on the target the link
 * wrote every one of them; on the source the target remembers as many appends as there are. What
 * fills gaps is no record. With nothing in common further back is read, up to the target's log
 * start. Records that were changed on the way cannot be compared: there the link's traces must do.
 */
final class TailDecision {
  private static final long FURTHER = 32;

  /** Reading further back is given up here, unless all that was read is one large gap. */
  private static final long FAR_ENOUGH = 1 << 20;

  /** How far back the link's own last record is looked for behind another's. */
  private static final long LOOK_FOR_OWN = 4_096;

  private TailDecision() {}

  static Resume decide(ResumeFacts facts, Tail tail) {
    List<HeldRecord> target = matched(facts, tail.target().records());
    List<HeldRecord> source = facts.rules().edited() ? List.of() : tail.source().records();
    Optional<HeldRecord> common =
        facts.rules().edited() ? Optional.empty() : lastCommon(facts, tail, target);
    if (common.isPresent()) {
      return behind(facts, tail, target, common.get());
    }
    boolean readAll = tail.targetFrom() <= facts.target().start();
    if (readAll && target.isEmpty() && source.isEmpty()) {
      return ResumeDecision.run(facts, false);
    }
    long read = facts.target().end() - tail.targetFrom();
    boolean farEnough = readAll || read >= FAR_ENOUGH && !(target.isEmpty() && source.isEmpty());
    boolean onTargetOnly = source.isEmpty() && !target.isEmpty();
    if (onTargetOnly && isExplained(facts, target, farEnough)) {
      return ResumeDecision.run(facts, false);
    }
    return farEnough ? unprovable(facts, tail) : ResumeDecision.lookBack(facts, read * FURTHER);
  }

  /** Sequence of the target's last record, if this link wrote it. */
  static Optional<Integer> lastOwnSequence(ResumeFacts facts) {
    return facts
        .tail()
        .flatMap(tail -> tail.target().last())
        .filter(held -> held.producerId() == facts.dataId())
        .map(HeldRecord::sequence);
  }

  /** The target's last record whose counterpart the source holds. */
  private static Optional<HeldRecord> lastCommon(
      ResumeFacts facts, Tail tail, List<HeldRecord> target) {
    for (int i = target.size() - 1; i >= 0; i--) {
      if (tail.source().at(sourceOf(facts, target.get(i))).isPresent()) {
        return Optional.of(target.get(i));
      }
    }
    return Optional.empty();
  }

  /** Without what somebody else wrote before the offsets were mapped around it. */
  private static List<HeldRecord> matched(ResumeFacts facts, List<HeldRecord> target) {
    return target.stream()
        .filter(
            held ->
                facts.map().sourceOf(held.offset()) instanceof Translation.Exact exact
                    && exact.generation() == facts.map().generation())
        .toList();
  }

  private static Resume behind(
      ResumeFacts facts, Tail tail, List<HeldRecord> target, HeldRecord common) {
    long sourceAt = sourceOf(facts, common);
    HeldRecord original = tail.source().at(sourceAt).orElseThrow();
    if (!original.image().equals(common.image())) {
      Halt halt = different(facts, common, sourceAt);
      return halt.cause() == Halt.Cause.SOURCE_TRUNCATED && facts.rules().goesOnWhenTruncated()
          ? diverged(facts, tail, halt)
          : mapAroundOr(facts, tail, halt);
    }
    List<HeldRecord> onTarget =
        target.stream().filter(held -> held.offset() > common.offset()).toList();
    List<HeldRecord> onSource = tail.source().behind(sourceAt);
    boolean ownOnly = onTarget.stream().allMatch(held -> held.producerId() == facts.dataId());
    boolean explained =
        onSource.isEmpty()
            ? ownOnly
            : onTarget.isEmpty() && rememberedBehind(facts, common, onSource.size());
    return explained ? ResumeDecision.run(facts, false) : unprovable(facts, tail);
  }

  /**
   * Maps offsets around what somebody else, or an earlier owner's last markers, left behind the
   * link's last record, if that is certain and allowed; stops otherwise.
   */
  static Resume mapAroundOr(ResumeFacts facts, Tail tail, Halt halt) {
    if (!facts.rules().mapAround()) {
      return new Resume.Stop(halt);
    }
    List<HeldRecord> own =
        matched(facts, tail.target().records()).stream()
            .filter(held -> held.producerId() == facts.dataId())
            .toList();
    boolean enough = facts.target().end() - tail.targetFrom() >= LOOK_FOR_OWN;
    if (own.isEmpty() && !enough && tail.targetFrom() > facts.target().start()) {
      return ResumeDecision.lookBack(facts, LOOK_FOR_OWN);
    }
    return own.stream()
        .reduce((before, last) -> last)
        .filter(last -> rememberedBehind(facts, last, 0))
        .filter(
            last ->
                tail.source()
                    .at(sourceOf(facts, last))
                    .filter(original -> original.image().equals(last.image()))
                    .isPresent())
        .<Resume>map(last -> mapAround(facts, last))
        .orElseGet(() -> new Resume.Stop(halt));
  }

  private static Resume mapAround(ResumeFacts facts, HeldRecord last) {
    long behind = last.offset() + 1;
    return new Resume.MapAround(
        facts.map().truncatedTo(behind).withUnmatched(behind),
        "the link's last record is at target offset "
            + last.offset()
            + " but the log ends at "
            + facts.target().end()
            + ": somebody else, or an earlier owner, wrote the rest");
  }

  /**
   * Finds the last record that both sides still share; what the target holds behind it must all be
   * this link's own.
   */
  static Resume diverged(ResumeFacts facts, Tail tail, Halt halt) {
    List<HeldRecord> target = matched(facts, tail.target().records());
    if (target.stream().anyMatch(held -> held.producerId() != facts.dataId())) {
      return mapAroundOr(facts, tail, halt);
    }
    for (int i = target.size() - 1; i >= 0; i--) {
      long at = sourceOf(facts, target.get(i));
      HeldRecord mine = target.get(i);
      if (tail.source().at(at).filter(held -> held.image().equals(mine.image())).isPresent()) {
        return new Resume.Diverged(at + 1, facts.next(), halt);
      }
    }
    long read = facts.target().end() - tail.targetFrom();
    return tail.targetFrom() <= facts.target().start() || read >= FAR_ENOUGH
        ? new Resume.Stop(halt)
        : ResumeDecision.lookBack(facts, read * FURTHER);
  }

  /** Whether the target remembers that so many records followed this one. */
  private static boolean rememberedBehind(ResumeFacts facts, HeldRecord common, int records) {
    return common.producerId() == facts.dataId()
        && facts.data().isPresent()
        && facts.data().get().lastSequence() == Sequences.plus(common.sequence(), records);
  }

  /** Nothing of the source is left to compare: the link's traces on the target must do. */
  private static boolean isExplained(
      ResumeFacts facts, List<HeldRecord> target, boolean farEnough) {
    HeldRecord last = target.get(target.size() - 1);
    boolean own = last.producerId() == facts.dataId();
    boolean inItsTurn = last.sequence() == Sequences.of(facts.target().end() - 1);
    if (ResumeDecision.endsWith(facts.data(), facts.target().end()) || own && inItsTurn) {
      return true;
    }
    boolean nothingToCompare = facts.rules().edited() || facts.source().start() >= facts.next();
    return own && (farEnough || nothingToCompare) && hasGaps(facts);
  }

  /** Whether it shows that the link's records are not numbered like their offsets. */
  private static boolean hasGaps(ResumeFacts facts) {
    return facts.fills().any()
        || !facts.map().isEqual()
        || facts.tail().map(tail -> tail.target().filled()).orElse(false);
  }

  private static long sourceOf(ResumeFacts facts, HeldRecord held) {
    return facts.map().sourceOf(held.offset()).position();
  }

  /** What this link itself put there in its turn was the source's once. */
  private static Halt different(ResumeFacts facts, HeldRecord held, long sourceAt) {
    boolean own = held.producerId() == facts.dataId();
    boolean inItsTurn = held.sequence() == Sequences.of(held.offset());
    if (own && (inItsTurn || hasGaps(facts))) {
      return new Halt(
          Halt.Cause.SOURCE_TRUNCATED,
          "the source's record at offset "
              + sourceAt
              + " is not the one that was copied from there: the source rewrote its log (unclean"
              + " leader election); the target holds records that the source lost");
    }
    return new Halt(
        Halt.Cause.FOREIGN_WRITE,
        "FOREIGN content: the records at offset "
            + held.offset()
            + " differ between source and target; the target was written by somebody else");
  }

  static Resume unprovable(ResumeFacts facts, Tail tail) {
    return mapAroundOr(
        facts,
        tail,
        new Halt(
            Halt.Cause.UNPROVABLE,
            "the target's log ends at "
                + facts.target().end()
                + "; before it "
                + text(tail.target())
                + " on the target but "
                + text(tail.source())
                + " on the source, so it cannot be shown that the target's content is the"
                + " source's; recreate the mirror topic"));
  }

  private static String text(Tail.Side side) {
    return side.last()
        .map(held -> "offset " + held.offset() + " holds the last record")
        .orElse("there is no record");
  }
}
