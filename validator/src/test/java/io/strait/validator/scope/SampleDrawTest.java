package io.strait.validator.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.scope.SampleDraw.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SampleDrawTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 3);

  @Test
  void shouldDrawTheSameUnderTheSameSeedOnly() {
    OffsetRange range = new OffsetRange(1_000, 1_001_000);
    List<Stratum> first = SampleDraw.of(5).from(PARTITION, range, SampleSize.DEFAULT);

    assertThat(SampleDraw.of(5).from(PARTITION, range, SampleSize.DEFAULT)).isEqualTo(first);
    assertThat(SampleDraw.of(6).from(PARTITION, range, SampleSize.DEFAULT)).isNotEqualTo(first);
  }

  @Test
  void shouldCoverAllAgesWithoutOverlapForAnyRange() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 2_000; i++) {
      long from = random.nextLong(1L << 40);
      long size = i < 300 ? i : random.nextLong(1L << random.nextInt(1, 45));
      OffsetRange range = new OffsetRange(from, from + size);
      SampleSize wanted = i % 2 == 0 ? SampleSize.DEFAULT : new SampleSize(0, 1 + i);

      List<Stratum> drawn = SampleDraw.of(i).from(PARTITION, range, wanted);

      assertThat(drawn.isEmpty()).isEqualTo(range.isEmpty());
      check(range, drawn);
    }
  }

  private static void check(OffsetRange range, List<Stratum> drawn) {
    long at = range.from();
    List<OffsetRange> runs = new ArrayList<>();
    for (Stratum stratum : drawn) {
      assertThat(stratum.range().from()).isEqualTo(at);
      assertThat((long) stratum.runs().size()).isBetween(1L, stratum.cells());
      at = stratum.range().to();
      runs.addAll(stratum.runs());
    }
    assertThat(at).isEqualTo(range.to());
    assertThat(runs).hasSizeLessThanOrEqualTo(36);
    long end = range.from();
    for (OffsetRange run : runs) {
      assertThat(run.from()).isGreaterThanOrEqualTo(end);
      assertThat(run.isEmpty()).isFalse();
      end = run.to();
    }
    assertThat(end).isLessThanOrEqualTo(range.to());
  }

  @Test
  void shouldDrawEverythingWhenAsMuchIsAsked() {
    OffsetRange range = new OffsetRange(0, 1_000);
    List<Stratum> drawn = SampleDraw.of(1).from(PARTITION, range, SampleSize.parse("100%"));

    long sampled =
        drawn.stream().flatMap(one -> one.runs().stream()).mapToLong(OffsetRange::size).sum();
    assertThat(sampled).isEqualTo(1_000);
  }

  @Test
  void shouldCountRunsAndLetTheWeakestStratumDecide() {
    Confidence even =
        Confidence.of(
            List.of(new Confidence.Part(50, 500, 50_000), new Confidence.Part(50, 500, 50_000)),
            10_000);
    Confidence uneven =
        Confidence.of(
            List.of(new Confidence.Part(90, 500, 50_000), new Confidence.Part(10, 500, 50_000)),
            10_000);

    assertThat(even.mostDiffering()).isCloseTo(0.02996, within(0.0001));
    assertThat(uneven.mostDiffering()).isCloseTo(0.1498, within(0.0001));
    assertThat(even.text())
        .isEqualTo(
            "0 differences in 10,000 sampled records (100 runs of 1,000 possible, over 100,000"
                + " offsets): at 95 % confidence fewer than 29,958 in a million differ");
  }

  @Test
  void shouldLeaveNoDoubtOnlyWhereAllWasDrawn() {
    assertThat(Confidence.of(List.of(new Confidence.Part(5, 5, 500)), 500).mostDiffering())
        .isZero();
    assertThat(Confidence.of(List.of(), 0).text()).contains("nothing was sampled");
    assertThat(Confidence.of(List.of(new Confidence.Part(0, 5, 500)), 0).mostDiffering())
        .isEqualTo(1);
  }

  /** With the share of bad runs that is ruled out, a clean sample has a chance of about 5 %. */
  @Test
  void shouldRarelyMissAShareAtTheBound() {
    SplittableRandom random = new SplittableRandom(4);
    List<Confidence.Part> parts = List.of(new Confidence.Part(60, 6_000, 6_000));
    double share = Confidence.of(parts, 60).mostDiffering();
    int clean = 0;
    for (int round = 0; round < 4_000; round++) {
      boolean seen = false;
      for (int i = 0; i < 60; i++) {
        seen |= random.nextDouble() < share;
      }
      clean += seen ? 0 : 1;
    }
    assertThat(clean / 4_000.0).isBetween(0.03, 0.06);
  }
}
