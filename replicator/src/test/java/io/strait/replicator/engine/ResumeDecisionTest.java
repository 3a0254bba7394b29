package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.wire.HeldRecord;
import io.strait.replicator.wire.ProducerView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ResumeDecisionTest {
  private static final long DATA = 1L << 62;
  private static final long PADDING = DATA + 1;
  private static final long WRAP = 1L << 31;
  private static final int EPOCH = 6;
  private static final Held NOTHING = new Held(-1, -1, "");

  @Test
  void shouldStartAtZeroOnAnEmptyTarget() {
    assertThat(decide(log(0, 0), log(0, 100))).isEqualTo(run(0, 0, false, false, -1));
  }

  @Test
  void shouldGoOnWhereTheTargetRemembersTheLinkOnceTheLastRecordsAreEqual() {
    Facts facts = facts(log(0, 70), log(0, 100)).data(69);

    assertThat(ResumeDecision.decide(facts.build())).isEqualTo(new Resume.LookBack(69, 69));
    assertThat(ResumeDecision.decide(facts.tail(held(5, 3, "a"), held(DATA, 69, "a")).build()))
        .isEqualTo(run(70, 70, true, false, EPOCH));
  }

  @Test
  void shouldHaltWhenTheSourceWasTruncatedAndHasGrownPastTheTargetAgain() {
    // Unclean election at the source: cut to 900 and grown to 1200 while the target held 0..999.
    Facts facts = facts(log(0, 1000), log(0, 1200)).data(999);

    assertThat(ResumeDecision.decide(facts.build())).isEqualTo(new Resume.LookBack(999, 999));
    assertHalts(
        ResumeDecision.decide(facts.tail(held(5, 3, "new"), held(DATA, 999, "old")).build()),
        Halt.Cause.SOURCE_TRUNCATED);
  }

  @Test
  void shouldWaitUntilTheSourceShowsTheRecordToCompare() {
    ResumeFacts.Log source = new ResumeFacts.Log(0, 60, 100);

    assertThat(ResumeDecision.decide(facts(log(0, 70), source).data(69).build()))
        .isInstanceOf(Resume.Wait.class);
  }

  @Test
  void shouldTrustTheTargetsMemoryOnceTheSourceHasDeletedTheRecord() {
    assertThat(ResumeDecision.decide(facts(log(0, 70), log(70, 100)).data(69).build()))
        .isEqualTo(run(70, 70, true, false, -1));
    assertThat(
            ResumeDecision.decide(
                facts(log(0, 70), log(0, 100)).data(69).tail(NOTHING, held(8, 1, "x")).build()))
        .isEqualTo(run(70, 70, true, false, -1));
  }

  @Test
  void shouldCountSequencesModulo2To31() {
    long end = 3 * WRAP + 5;

    assertThat(ResumeDecision.decide(facts(log(0, end), log(end, end + 9)).data(4).build()))
        .isEqualTo(run(end, 5, true, false, -1));
    assertThat(
            ResumeDecision.decide(
                facts(log(0, 2 * WRAP), log(2 * WRAP, 2 * WRAP)).data(Integer.MAX_VALUE).build()))
        .isEqualTo(run(2 * WRAP, 0, true, false, -1));
  }

  @Test
  void shouldWaitWhileTheTargetsEndIsNotReplicated() {
    ResumeFacts.Log target = new ResumeFacts.Log(0, 40, 50);

    assertThat(decide(target, log(0, 100))).isInstanceOf(Resume.Wait.class);
  }

  @Test
  void shouldHaltWhenTheTargetIsAhead() {
    assertHalts(decide(log(0, 101), log(0, 100)), Halt.Cause.TARGET_AHEAD);
  }

  @Test
  void shouldCompareTheLastRecordsWhenTheTargetForgotTheLink() {
    ResumeFacts.Log target = log(0, 70);
    ResumeFacts.Log source = log(0, 100);

    assertThat(decide(target, source)).isEqualTo(new Resume.LookBack(69, 69));
    assertThat(
            ResumeDecision.decide(
                facts(target, source).tail(held(5, 3, "a"), held(5, 3, "a")).build()))
        .isEqualTo(run(70, 70, false, false, EPOCH));
    assertHalts(
        ResumeDecision.decide(facts(target, source).tail(held(5, 3, "a"), held(5, 3, "b")).build()),
        Halt.Cause.FOREIGN_WRITE);
  }

  @Test
  void shouldNotTrustItsOwnIdWhenTheContentDiffers() {
    // A stranger's record pushed ours one offset too far: own id at the tail, shifted content.
    assertHalts(
        ResumeDecision.decide(
            facts(log(0, 70), log(0, 100))
                .data(68)
                .tail(held(5, 3, "at 69"), held(DATA, 68, "at 68"))
                .build()),
        Halt.Cause.FOREIGN_WRITE);
  }

  @Test
  void shouldGoOnWithTheRememberedSequenceAfterApplicationsWroteToTheTarget() {
    // Copied 0..49, then a switch: applications wrote 50..69 here and the reverse link took them.
    assertThat(
            ResumeDecision.decide(
                facts(log(0, 70), log(0, 100))
                    .data(49)
                    .tail(held(9, 1, "same"), held(8, 4, "same"))
                    .build()))
        .isEqualTo(run(70, 50, true, false, EPOCH));
  }

  @Test
  void shouldAcceptItsOwnLastRecordWhenTheSourceHasDeletedIt() {
    ResumeFacts.Log source = log(70, 100);

    assertThat(
            ResumeDecision.decide(
                facts(log(0, 70), source).tail(NOTHING, held(DATA, 69, "x")).build()))
        .isEqualTo(run(70, 70, false, false, -1));
    assertHalts(
        ResumeDecision.decide(facts(log(0, 70), source).tail(NOTHING, held(7, 69, "x")).build()),
        Halt.Cause.UNPROVABLE);
    assertHalts(
        ResumeDecision.decide(facts(log(0, 70), source).tail(NOTHING, held(DATA, 68, "x")).build()),
        Halt.Cause.UNPROVABLE);
  }

  @Test
  void shouldRunWhereTheTargetHoldsNothingThatCouldBeWrong() {
    assertThat(decide(log(70, 70), log(70, 70))).isEqualTo(run(70, 70, false, false, -1));
    assertThat(decide(log(70, 70), log(0, 100))).isEqualTo(run(70, 70, false, false, -1));
  }

  @Test
  void shouldRunOnAQuietPartitionThatOnlyTheSourceHasExpired() {
    assertThat(
            ResumeDecision.decide(
                facts(log(0, 70), log(70, 70)).tail(NOTHING, held(DATA, 69, "x")).build()))
        .isEqualTo(run(70, 70, false, false, -1));
  }

  @Test
  void shouldPadAnEmptyTargetUpToTheSourcesStart() {
    assertThat(decide(log(0, 0), log(500, 900))).isEqualTo(new Resume.Pad(0, 500, 0));
    assertThat(ResumeDecision.decide(facts(log(0, 300), log(500, 900)).padding(299).build()))
        .isEqualTo(new Resume.Pad(300, 500, 300));
    assertThat(ResumeDecision.decide(facts(log(0, 500), log(500, 900)).padding(499).build()))
        .isEqualTo(run(500, 500, false, true, -1));
    assertThat(ResumeDecision.decide(facts(log(500, 500), log(500, 900)).padding(499).build()))
        .isEqualTo(run(500, 500, false, false, -1));
  }

  @Test
  void shouldNameTheRangeThatRetentionTookFromUnderTheCopy() {
    Resume decision = ResumeDecision.decide(facts(log(0, 300), log(500, 900)).data(299).build());

    assertThat(decision).isEqualTo(new Resume.Lost(300, 500, run(300, 300, true, false, -1)));
  }

  private static void assertHalts(Resume decision, Halt.Cause cause) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Resume.Stop.class, stop -> assertThat(stop.halt().cause()).isEqualTo(cause));
  }

  private static Resume decide(ResumeFacts.Log target, ResumeFacts.Log source) {
    return ResumeDecision.decide(facts(target, source).build());
  }

  private static ResumeFacts.Log log(long start, long end) {
    return new ResumeFacts.Log(start, end, end);
  }

  private static Resume.Run run(
      long end, int sequence, boolean remembered, boolean hidePadding, int sourceEpoch) {
    return new Resume.Run(end, end, sequence, remembered, hidePadding, sourceEpoch);
  }

  private static Held held(long producerId, int sequence, String value) {
    return new Held(producerId, sequence, value);
  }

  private static Facts facts(ResumeFacts.Log target, ResumeFacts.Log source) {
    return new Facts(target, source);
  }

  /** Builds facts a word at a time. */
  private static final class Facts {
    private final ResumeFacts.Log target;
    private final ResumeFacts.Log source;
    private Optional<ProducerView.State> data = Optional.empty();
    private Optional<ProducerView.State> padding = Optional.empty();
    private Optional<Tail> tail = Optional.empty();

    Facts(ResumeFacts.Log target, ResumeFacts.Log source) {
      this.target = target;
      this.source = source;
    }

    Facts data(int lastSequence) {
      data = Optional.of(new ProducerView.State(DATA, 0, lastSequence, 0));
      return this;
    }

    Facts padding(int lastSequence) {
      padding = Optional.of(new ProducerView.State(PADDING, 0, lastSequence, 0));
      return this;
    }

    /** The last record of each side, both at the offset before the target's end. */
    Facts tail(Held onSource, Held onTarget) {
      tail =
          Optional.of(new Tail(this.target.start(), side(onSource, EPOCH), side(onTarget, EPOCH)));
      return this;
    }

    private Tail.Side side(Held held, int epoch) {
      return held == NOTHING
          ? Tail.Side.NOTHING
          : new Tail.Side(
              List.of(held.at(this.target.end() - 1)), false, held.producerId == PADDING, epoch);
    }

    ResumeFacts build() {
      return new ResumeFacts(
          DATA,
          data,
          PADDING,
          padding,
          ResumeFacts.Fills.NONE,
          target,
          source,
          OffsetMap.equalOffsets(),
          new ResumeFacts.Rules(false, false, false, false),
          tail);
    }
  }

  /** A record without its place. */
  private record Held(long producerId, int sequence, String value) {
    HeldRecord at(long offset) {
      return new HeldRecord(
          offset, producerId, sequence, new HeldRecord.Image(1, "null", value, List.of()));
    }
  }
}
