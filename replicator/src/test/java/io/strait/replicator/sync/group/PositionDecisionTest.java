package io.strait.replicator.sync.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.group.AppliedPosition.Written;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class PositionDecisionTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final GroupPolicy POLICY =
      GroupPolicy.defaults().with(GroupPolicy.Deletions.FOLLOW);
  private static final GroupSide EMPTY =
      new GroupSide(Optional.of(GroupKind.CLASSIC), "Empty", true);
  private static final GroupSide ACTIVE =
      new GroupSide(Optional.of(GroupKind.CONSUMER), "Stable", false);

  /** Target offsets are ten less from source offset 50 on; the target lacks what is behind 190. */
  private static final PairedLogs MAPPED = logs(OffsetMap.equalOffsets().with(40, 50), 200, 180);

  @Test
  void shouldSetTheExactImageWhereTheTargetHasNone() {
    assertThat(decide(at(120), NONE, Optional.empty())).isEqualTo(new Verdict.SetTarget(110, ""));
  }

  @Test
  void shouldLeaveWhatIsEqual() {
    assertThat(decide(at(120), at(110), Optional.empty())).isEqualTo(new Verdict.Leave(""));
    assertThat(decide(at(45), at(40), Optional.empty())).isEqualTo(new Verdict.Leave(""));
  }

  @Test
  void shouldFollowTheSource() {
    Verdict verdict = decide(at(120), at(90), found(100, 90));

    assertThat(verdict).isEqualTo(new Verdict.SetTarget(110, ""));
  }

  @Test
  void shouldFollowAResetOnTheSourceAndSayThatItGoesBackwards() {
    Verdict verdict = decide(at(60), at(110), found(120, 110));

    assertThat(verdict).isInstanceOf(Verdict.SetTarget.class);
    assertThat(((Verdict.SetTarget) verdict).position()).isEqualTo(50);
    assertThat(verdict.why()).contains("backwards by 60");
  }

  @Test
  void shouldNotWriteOntoAnActiveGroup() {
    Standing at = new Standing(MAPPED, at(120), at(90), found(100, 90), ACTIVE, ACTIVE);

    Verdict verdict = PositionDecision.of(at, POLICY);

    assertThat(verdict).isInstanceOf(Verdict.Hold.class);
    assertThat(((Verdict.Hold) verdict).handling()).isEqualTo(Handling.BLOCKED);
    assertThat(((Verdict.Hold) verdict).wanted()).hasValue(110);
    assertThat(verdict.why()).contains("Stable on the target");
  }

  @Test
  void shouldTakeAGroupBackThatMovedOnOnTheTarget() {
    assertThat(decide(at(100), at(150), found(100, 90)))
        .isEqualTo(new Verdict.SetSource(160, "it moved on on the target to 150"));
  }

  @Test
  void shouldNotTakeItBackOntoAnActiveGroup() {
    Standing at = new Standing(MAPPED, at(100), at(150), found(100, 90), ACTIVE, ACTIVE);

    assertThat(PositionDecision.of(at, POLICY))
        .isInstanceOfSatisfying(
            Verdict.Hold.class, hold -> assertThat(hold.why()).contains("Stable on the source"));
  }

  @Test
  void shouldLeaveTheSourceWhereBackIsOff() {
    GroupPolicy policy =
        new GroupPolicy(
            POLICY.selection(),
            POLICY.types(),
            POLICY.every(),
            false,
            POLICY.conflict(),
            POLICY.deletions());

    assertThat(PositionDecision.of(standing(at(100), at(150), found(100, 90)), policy))
        .isInstanceOfSatisfying(
            Verdict.Hold.class, hold -> assertThat(hold.handling()).isEqualTo(Handling.DRIFT));
  }

  @Test
  void shouldNeitherRewindNorTakeBackWhatWasSetBackOnTheTarget() {
    Verdict verdict = decide(at(100), at(30), found(100, 90));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Hold.class, hold -> assertThat(hold.handling()).isEqualTo(Handling.DRIFT));
    assertThat(verdict.why()).contains("nothing goes back by itself");
  }

  @Test
  void shouldReportAConflictAndLetTheFurtherOneWinOnlyWhereAsked() {
    GroupPolicy forward =
        new GroupPolicy(
            POLICY.selection(),
            POLICY.types(),
            POLICY.every(),
            true,
            GroupPolicy.Conflict.FORWARD,
            POLICY.deletions());
    Optional<AppliedPosition> last = found(100, 90);

    assertThat(decide(at(120), at(150), last))
        .isInstanceOfSatisfying(
            Verdict.Hold.class, hold -> assertThat(hold.handling()).isEqualTo(Handling.DRIFT));
    assertThat(PositionDecision.of(standing(at(120), at(150), last), forward))
        .isInstanceOfSatisfying(
            Verdict.SetSource.class, set -> assertThat(set.position()).isEqualTo(160));
    assertThat(PositionDecision.of(standing(at(180), at(150), last), forward))
        .isInstanceOfSatisfying(
            Verdict.SetTarget.class, set -> assertThat(set.position()).isEqualTo(170));
  }

  @Test
  void shouldNotGuessWhoMovedWhereNothingIsKnown() {
    assertThat(decide(at(120), at(90), Optional.empty()))
        .isInstanceOfSatisfying(
            Verdict.Hold.class, hold -> assertThat(hold.handling()).isEqualTo(Handling.DRIFT));
  }

  @Test
  void shouldFinishWhatACrashLeftOnEitherSide() {
    AppliedPosition forward = new AppliedPosition(120, 110, Written.TARGET, at(90));
    AppliedPosition back = new AppliedPosition(160, 150, Written.SOURCE, at(100));

    assertThat(decide(at(120), at(90), Optional.of(forward)))
        .isEqualTo(new Verdict.SetTarget(110, ""));
    assertThat(decide(at(130), at(110), Optional.of(forward)))
        .isEqualTo(new Verdict.SetTarget(120, ""));
    assertThat(decide(at(100), at(150), Optional.of(back)))
        .isInstanceOfSatisfying(
            Verdict.SetSource.class, set -> assertThat(set.position()).isEqualTo(160));
    assertThat(decide(at(165), at(150), Optional.of(back)))
        .isEqualTo(new Verdict.SetTarget(155, ""));
  }

  @Test
  void shouldWriteAgainWhatExpiredOnTheTarget() {
    Verdict verdict = decide(at(120), NONE, found(120, 110));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.SetTarget.class, set -> assertThat(set.position()).isEqualTo(110));
    assertThat(verdict.why()).contains("expires");
  }

  @Test
  void shouldDeleteOnlyWhatNobodyMovedSinceItWasWritten() {
    assertThat(decide(NONE, at(110), found(120, 110))).isInstanceOf(Verdict.Forget.class);
    assertThat(decide(NONE, at(130), found(120, 110))).isInstanceOf(Verdict.Leave.class);
    assertThat(decide(NONE, at(110), Optional.empty())).isInstanceOf(Verdict.Leave.class);
    Standing active = new Standing(MAPPED, NONE, at(110), found(120, 110), EMPTY, ACTIVE);
    assertThat(PositionDecision.of(active, POLICY)).isInstanceOf(Verdict.Hold.class);
  }

  @Test
  void shouldStandAtTheTargetsEndWhileTheCopyIsBehind() {
    Verdict first = decide(at(195), at(90), found(100, 90));

    assertThat(first)
        .isInstanceOfSatisfying(
            Verdict.SetTarget.class, set -> assertThat(set.position()).isEqualTo(180));
    assertThat(first.why()).contains("does not exist on the target yet");
    AppliedPosition interim = new AppliedPosition(195, 180, Written.TARGET, at(90));
    assertThat(decide(at(195), at(180), Optional.of(interim)))
        .isInstanceOfSatisfying(
            Verdict.Hold.class, hold -> assertThat(hold.handling()).isEqualTo(Handling.BLOCKED));
    Standing arrived =
        new Standing(
            logs(OffsetMap.equalOffsets().with(40, 50), 200, 190),
            at(195),
            at(180),
            Optional.of(interim),
            EMPTY,
            EMPTY);
    assertThat(PositionDecision.of(arrived, POLICY)).isEqualTo(new Verdict.SetTarget(185, ""));
  }

  @Test
  void shouldSayWhatIsSkippedWhereTheTargetBeginsLater() {
    PairedLogs late =
        PairedLogs.of(
            new TopicPartition("orders", 0),
            new TopicPartition("orders", 0),
            OffsetMap.equalOffsets(),
            0,
            200,
            60,
            200);
    Verdict verdict =
        PositionDecision.of(
            new Standing(late, at(20), NONE, Optional.empty(), EMPTY, GroupSide.ABSENT), POLICY);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.SetTarget.class, set -> assertThat(set.position()).isEqualTo(60));
    assertThat(verdict.why()).contains("source offsets 20 to 59 are skipped");
  }

  @Test
  void shouldRefuseAPositionBehindTheSourcesEndAndAnotherKindOfGroup() {
    assertThat(decide(at(201), NONE, Optional.empty()))
        .isInstanceOfSatisfying(
            Verdict.Hold.class, hold -> assertThat(hold.why()).contains("log end 200"));
    GroupSide share = new GroupSide(Optional.of(GroupKind.SHARE), "Empty", true);
    assertThat(
            PositionDecision.of(
                new Standing(MAPPED, at(120), NONE, Optional.empty(), EMPTY, share), POLICY))
        .isInstanceOfSatisfying(
            Verdict.Hold.class, hold -> assertThat(hold.handling()).isEqualTo(Handling.REFUSED));
  }

  private static Verdict decide(
      OptionalLong source, OptionalLong target, Optional<AppliedPosition> last) {
    return PositionDecision.of(standing(source, target, last), POLICY);
  }

  private static Standing standing(
      OptionalLong source, OptionalLong target, Optional<AppliedPosition> last) {
    return new Standing(MAPPED, source, target, last, EMPTY, EMPTY);
  }

  private static Optional<AppliedPosition> found(long source, long target) {
    return Optional.of(AppliedPosition.found(source, target));
  }

  private static OptionalLong at(long offset) {
    return OptionalLong.of(offset);
  }

  private static PairedLogs logs(OffsetMap map, long sourceEnd, long targetEnd) {
    TopicPartition partition = new TopicPartition("orders", 0);
    return PairedLogs.of(partition, partition, map, 0, sourceEnd, 0, targetEnd);
  }
}
