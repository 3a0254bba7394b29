package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.wire.HeldRecord;
import io.strait.replicator.wire.ProducerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the ends of the logs hold gaps: sequences are not offsets any more. */
final class TailDecisionTest {
  private static final long DATA = 1L << 62;
  private static final long STRANGER = 9;
  private static final ResumeFacts.Log TARGET = new ResumeFacts.Log(0, 70, 70);
  private static final ResumeFacts.Log SOURCE = new ResumeFacts.Log(0, 100, 100);

  private final List<HeldRecord> source = new ArrayList<>();
  private final List<HeldRecord> target = new ArrayList<>();
  private Optional<Integer> remembered = Optional.of(39);
  private boolean filled = true;
  private boolean edited;
  private boolean mapAround;
  private boolean goesOnWhenTruncated;
  private OffsetMap map = OffsetMap.equalOffsets();

  @Test
  void shouldLookFurtherBackWhereBothSidesEndInAGap() {
    assertThat(decide(69)).isEqualTo(new Resume.LookBack(38, 38));
    assertThat(decide(38)).isEqualTo(new Resume.LookBack(0, 0));
  }

  @Test
  void shouldGoOnInsideAGapOnceTheLastRecordsBeforeItAreEqual() {
    source(60, "a");
    target(60, DATA, 39, "a");

    assertThat(decide(38)).isEqualTo(new Resume.Run(70, 70, 40, true, false, -1));
  }

  @Test
  void shouldGoOnWhereNeitherSideHasEverHeldARecord() {
    remembered = Optional.empty();

    assertThat(decide(0)).isInstanceOf(Resume.Run.class);
  }

  @Test
  void shouldFollowTheLastOwnRecordWhenTheTargetForgotTheLink() {
    remembered = Optional.empty();
    source(60, "a");
    target(60, DATA, 39, "a");

    assertThat(decide(38)).isEqualTo(new Resume.Run(70, 70, 40, false, false, -1));
  }

  @Test
  void shouldHaltWhenTheRecordsBeforeTheGapDiffer() {
    source(60, "a");
    target(60, DATA, 39, "b");

    assertHalts(decide(38), Halt.Cause.SOURCE_TRUNCATED);
  }

  @Test
  void shouldTellTombstonesThatOnlyTheTargetRemovedFromOtherLosses() {
    remembered = Optional.empty();
    source(60, "a");
    target(60, DATA, 39, "a");
    assertThat(LostTombstones.explain(facts(0))).isFalse();
    source(64, "null");
    source(69, "null");

    assertHalts(decide(0), Halt.Cause.UNPROVABLE);
    assertThat(LostTombstones.explain(facts(0))).isTrue();

    remembered = Optional.of(40);
    assertThat(LostTombstones.explain(facts(0))).isFalse();
    remembered = Optional.empty();
    source(69, "b");
    assertThat(LostTombstones.explain(facts(0))).isFalse();
  }

  @Test
  void shouldNotTakeTombstonesAsLostBehindAStrangersRecord() {
    remembered = Optional.empty();
    source(60, "a");
    source(64, "null");
    target(60, STRANGER, 39, "a");

    assertThat(LostTombstones.explain(facts(0))).isFalse();
  }

  @Test
  void shouldFindWhereTheSourceWasRewrittenWhenTheLinkIsToGoOn() {
    goesOnWhenTruncated = true;
    source(58, "a");
    source(59, "other");
    source(60, "other");
    target(58, DATA, 37, "a");
    target(59, DATA, 38, "b");
    target(60, DATA, 39, "c");

    assertThat(decide(38))
        .isInstanceOfSatisfying(
            Resume.Diverged.class,
            diverged -> {
              assertThat(diverged.from()).isEqualTo(59);
              assertThat(diverged.next()).isEqualTo(70);
            });
    target(65, STRANGER, 0, "x");
    assertThat(decide(0)).isInstanceOf(Resume.Stop.class);
  }

  @Test
  void shouldHaveNothingToCompareWhereANewGenerationBegins() {
    map = map.withGeneration(70, 50, 50);
    source(49, "a");
    target(69, DATA, 39, "b");

    assertThat(decide(38)).isEqualTo(new Resume.Run(50, 70, 40, true, false, -1));
  }

  @Test
  void shouldHaltWhenAStrangersRecordStandsInTheGap() {
    source(60, "a");
    target(60, DATA, 39, "a");
    target(64, STRANGER, 0, "x");

    assertHalts(decide(38), Halt.Cause.UNPROVABLE);
  }

  @Test
  void shouldHaltWhenAMarkerStandsWhereTheSourceHasARecord() {
    source(60, "a");
    source(69, "b");
    target(60, DATA, 39, "a");

    assertHalts(decide(38), Halt.Cause.UNPROVABLE);
  }

  @Test
  void shouldMapAroundMarkersThatWentPastTheGapIfAllowed() {
    mapAround = true;
    source(60, "a");
    source(69, "b");
    target(60, DATA, 39, "a");

    assertThat(decide(38))
        .isInstanceOfSatisfying(
            Resume.MapAround.class,
            around -> {
              assertThat(around.map().sourceOf(60).position()).isEqualTo(60);
              assertThat(around.map().sourceOf(70).position()).isEqualTo(61);
            });
    target(65, DATA, 40, "own again");
    assertHalts(decide(38), Halt.Cause.UNPROVABLE);
  }

  @Test
  void shouldMapAroundAStrangersRecordsAtTheEndIfAllowed() {
    mapAround = true;
    source(60, "a");
    target(60, DATA, 39, "a");
    target(64, STRANGER, 0, "x");

    assertThat(decide(38)).isInstanceOf(Resume.MapAround.class);
    remembered = Optional.empty();
    assertHalts(decide(38), Halt.Cause.UNPROVABLE);
  }

  @Test
  void shouldMapAroundAStrangersRecordWhereTheSourceHasAnother() {
    mapAround = true;
    source(68, "a");
    source(69, "b");
    target(69, STRANGER, 0, "x");

    assertThat(decide(69)).isInstanceOf(Resume.LookBack.class);
    target.add(0, new HeldRecord(68, DATA, 39, image("a")));
    assertThat(decide(68)).isInstanceOf(Resume.MapAround.class);
    source.set(0, new HeldRecord(68, 5, 0, image("rewritten")));
    assertHalts(decide(0), Halt.Cause.FOREIGN_WRITE);
  }

  @Test
  void shouldAcceptThatTheTargetsCleanerRemovedWhatItRemembers() {
    remembered = Optional.of(40);
    source(60, "a");
    source(69, "b");
    target(60, DATA, 39, "a");

    assertThat(decide(38)).isEqualTo(new Resume.Run(70, 70, 41, true, false, -1));
  }

  @Test
  void shouldAcceptOwnRecordsThatTheSourcesCleanerRemovedSince() {
    remembered = Optional.of(41);
    source(60, "a");
    target(60, DATA, 39, "a");
    target(61, DATA, 40, "b");
    target(65, DATA, 41, "c");

    assertThat(decide(38)).isEqualTo(new Resume.Run(70, 70, 42, true, false, -1));
  }

  @Test
  void shouldLookFurtherBackBeforeItBelievesThatTheSourceWasCleaned() {
    target(65, DATA, 39, "c");

    assertThat(decide(65)).isInstanceOf(Resume.LookBack.class);
    assertThat(decide(0)).isInstanceOf(Resume.Run.class);
    filled = false;
    assertHalts(decide(0), Halt.Cause.UNPROVABLE);
  }

  @Test
  void shouldTrustTheLinksTracesWhereRecordsAreChangedOnTheWay() {
    edited = true;
    source(60, "as it was");
    target(60, DATA, 39, "as it became");
    assertThat(decide(38)).isInstanceOf(Resume.Run.class);

    target(61, STRANGER, 0, "x");
    assertThat(decide(38)).isInstanceOf(Resume.LookBack.class);
    assertHalts(decide(0), Halt.Cause.UNPROVABLE);
  }

  @Test
  void shouldCompareMappedOffsetsAndLeaveOutWhatAStrangerWrote() {
    map = map.with(50, 60).withUnmatched(62).with(64, 72);
    source(70, "a");
    source(71, "b");
    source(77, "c");
    target(60, DATA, 37, "a");
    target(61, DATA, 38, "b");
    target(62, STRANGER, 0, "x");
    target(63, STRANGER, 1, "y");
    target(69, DATA, 39, "c");

    assertThat(decide(38)).isEqualTo(new Resume.Run(78, 70, 40, true, false, -1));
  }

  private Resume decide(long from) {
    return ResumeDecision.decide(facts(from));
  }

  private ResumeFacts facts(long from) {
    ResumeFacts facts =
        new ResumeFacts(
            DATA,
            remembered.map(sequence -> new ProducerView.State(DATA, 0, sequence, 0)),
            DATA + 1,
            Optional.empty(),
            ResumeFacts.Fills.NONE,
            TARGET,
            SOURCE,
            map,
            new ResumeFacts.Rules(!map.isEqual(), mapAround, edited, goesOnWhenTruncated),
            Optional.empty());
    Tail tail =
        new Tail(
            from,
            new Tail.Side(source, false, false, -1),
            new Tail.Side(target, filled, false, -1));
    return facts.with(tail);
  }

  private void source(long offset, String value) {
    source.add(new HeldRecord(offset, 5, 0, image(value)));
  }

  private void target(long offset, long producer, int sequence, String value) {
    target.add(new HeldRecord(offset, producer, sequence, image(value)));
  }

  private static HeldRecord.Image image(String value) {
    return new HeldRecord.Image(1, "null", value, List.of());
  }

  private static void assertHalts(Resume decision, Halt.Cause cause) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Resume.Stop.class, stop -> assertThat(stop.halt().cause()).isEqualTo(cause));
  }
}
