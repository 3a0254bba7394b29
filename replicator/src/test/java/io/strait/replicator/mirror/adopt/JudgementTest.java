package io.strait.replicator.mirror.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.mirror.adopt.PartitionPlan.Standing;
import io.strait.replicator.mirror.formats.MirrorRecord.Sync;
import io.strait.replicator.mirror.logs.LogBounds.Bounds;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final TopicPartition SOURCE = new TopicPartition("t", 0);
  private static final TopicPartition TARGET = new TopicPartition("A.t", 0);
  private static final Bounds HERE = new Bounds(0, 100, 100);
  private static final Bounds THERE = new Bounds(0, 50, 50);

  @Test
  void shouldBeginAsUsualWhereTheMirrorIsEmpty() {
    PartitionPlan plan = judged(Optional.of(9L), new Bounds(0, 0, 0), false, Optional.empty());

    assertThat(plan.standing()).isEqualTo(Standing.NOTHING);
  }

  @Test
  void shouldSayHowFarTheMirrorIsBehindTheCommit() {
    PartitionPlan clean = judged(Optional.of(49L), THERE, false, Optional.of(found(50, 0, 0)));
    assertThat(clean.standing()).isEqualTo(Standing.ADOPT);
    assertThat(clean.isExact()).isTrue();
    assertThat(clean.notes()).isEmpty();

    PartitionPlan killed = judged(Optional.of(20L), THERE, false, Optional.of(found(50, 0, 0)));
    assertThat(killed.standing()).isEqualTo(Standing.ADOPT);
    assertThat(killed.notes().toString()).contains("not stopped cleanly");

    PartitionPlan lost = judged(Optional.of(70L), THERE, false, Optional.of(found(50, 0, 0)));
    assertThat(lost.standing()).isEqualTo(Standing.REFUSED);
    assertThat(lost.refusals().toString()).contains("the mirror has lost records");
  }

  @Test
  void shouldRefuseWhatItCannotAnswerFor() {
    assertThat(judged(Optional.of(49L), THERE, false, Optional.of(found(50, 2, 0))).refusals())
        .hasSize(1);
    assertThat(judged(Optional.of(49L), THERE, false, Optional.of(found(50, 0, 2))).refusals())
        .hasSize(1);
    assertThat(judged(Optional.of(49L), THERE, true, Optional.of(found(50, 2, 2))).standing())
        .as("compaction explains both")
        .isEqualTo(Standing.ADOPT);
    PartitionPlan open =
        judged(Optional.of(49L), new Bounds(0, 40, 50), false, Optional.of(found(50, 0, 0)));
    assertThat(open.refusals().toString()).contains("transaction open");
  }

  @Test
  void shouldTakeTheCommitForTheTruthOnlyWhereNothingIsLeftToCompare() {
    Bounds emptied = new Bounds(50, 50, 50);
    PartitionPlan plan = judged(Optional.of(79L), emptied, false, Optional.empty());
    assertThat(plan.standing()).isEqualTo(Standing.ADOPT);
    assertThat(plan.next()).isEqualTo(80);
    assertThat(plan.map().sourceOf(50).position()).isEqualTo(80);
    assertThat(plan.map().sourceOf(10)).isInstanceOf(Translation.Gap.class);

    assertThat(judged(Optional.empty(), emptied, false, Optional.empty()).standing())
        .isEqualTo(Standing.REFUSED);
    PartitionPlan other = judged(Optional.of(79L), THERE, false, Optional.of(found(0, 0, 0)));
    assertThat(other.refusals().toString()).contains("changed records on the way");
  }

  @Test
  void shouldNameAPairThatTheContentContradicts() {
    PartitionPlan plan =
        Judgement.of(
            new Judgement.Facts(
                SOURCE,
                TARGET,
                Optional.of(49L),
                HERE,
                THERE,
                0,
                false,
                false,
                List.of(new Sync(SOURCE, 7, 7), new Sync(SOURCE, 9, 8)),
                Optional.of(found(50, 0, 0))));

    assertThat(plan.notes()).hasSize(1);
    assertThat(plan.notes().get(0)).contains("target offset 8 is source offset 9");
  }

  private static PartitionPlan judged(
      Optional<Long> committed, Bounds there, boolean cleaned, Optional<MatchResult> result) {
    return Judgement.of(
        new Judgement.Facts(
            SOURCE, TARGET, committed, HERE, there, 0, cleaned, false, List.of(), result));
  }

  private static MatchResult found(long matched, long missing, long unknown) {
    return new MatchResult(
        OffsetMap.equalOffsets(),
        matched,
        0,
        0,
        matched,
        0,
        Optional.empty(),
        0,
        0,
        missing,
        missing > 0 ? Optional.of(3L) : Optional.empty(),
        unknown,
        unknown > 0 ? Optional.of(4L) : Optional.empty(),
        Optional.empty());
  }
}
