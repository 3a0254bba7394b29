package io.strait.validator.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.strait.validator.digest.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerformanceReportTest {
  private static final OptionalDouble BOUND = OptionalDouble.of(1.5);

  @Test
  void shouldPassWhenEveryRoundIsWithinTheBound() {
    PerformanceReport report = report(BOUND, 1.2, 1.1, 1.3);
    assertThat(report.verdict()).isEqualTo("passed");
    assertThat(report.measures().get(0).ratio()).isCloseTo(1.2, within(0.01));
    assertThat(report.measures().get(0).lowest()).isCloseTo(1.1, within(0.01));
    assertThat(report.measures().get(0).highest()).isCloseTo(1.3, within(0.01));
  }

  @Test
  void shouldFailOnlyWhenEveryRoundIsSlower() {
    assertThat(report(BOUND, 2, 1.9, 2.4).verdict()).isEqualTo("failed");
    PerformanceReport noisy = report(BOUND, 2, 1.1, 2.4);
    assertThat(noisy.verdict()).isEqualTo("inconclusive");
    assertThat(noisy.reason()).contains("produce_p50_us");
  }

  @Test
  void shouldOnlyMeasureWhenThereIsNoBound() {
    assertThat(report(OptionalDouble.empty(), 9, 9, 9).verdict()).isEqualTo("passed");
  }

  @Test
  void shouldNotJudgeRoundsThatLostRecords() {
    RoundFigures lossy = new RoundFigures(1, 1, 1, 1, 1, 10, 0, 3);
    PerformanceReport report = PerformanceReport.of(List.of(lossy), List.of(figures(1)), BOUND);
    assertThat(report.verdict()).isEqualTo("inconclusive");
    assertThat(report.reason()).contains("3 were not read back");
  }

  @Test
  void shouldMakeRecordsOfTheSampledSizeAndCompressibility() {
    List<LogRecord> dull = new ArrayList<>();
    List<LogRecord> noisy = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      byte[] noise = new byte[500];
      random.nextBytes(noise);
      dull.add(new LogRecord(i, 0, null, new byte[300], List.of()));
      noisy.add(new LogRecord(i, 0, null, noise, List.of()));
    }
    assertThat(RecordShape.of(dull).noise()).isLessThan(0.05);
    assertThat(RecordShape.of(dull).meanSize()).isEqualTo(300);
    assertThat(RecordShape.of(noisy).noise()).isGreaterThan(0.9);
    assertThat(RecordShape.of(noisy).value(random)).hasSize(500);
    assertThat(RecordShape.of(List.of())).isEqualTo(RecordShape.DEFAULT);
  }

  private static PerformanceReport report(OptionalDouble bound, double... factors) {
    List<RoundFigures> source = new ArrayList<>();
    List<RoundFigures> target = new ArrayList<>();
    for (double factor : factors) {
      source.add(figures(1));
      target.add(figures(factor));
    }
    return PerformanceReport.of(source, target, bound);
  }

  private static RoundFigures figures(double factor) {
    return new RoundFigures(
        1_000 * factor, 5_000 * factor, 2_000 * factor, 9_000 * factor, 1e6 / factor, 100, 0, 0);
  }
}
