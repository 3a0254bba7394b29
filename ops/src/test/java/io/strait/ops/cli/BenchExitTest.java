package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.ops.bench.report.BenchReport;
import io.strait.ops.bench.report.Bound;
import io.strait.ops.bench.report.Ratio;
import io.strait.ops.bench.report.Result;
import io.strait.ops.bench.report.Subject;
import io.strait.ops.view.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BenchExitTest {
  private static final Bound SMALL =
      new Bound("memory", "catch-up", "*", "*", "rss_mib", "", Bound.Sense.AT_MOST, 700);
  private static final Ratio REACHED = ratio(OptionalDouble.of(600));
  private static final Ratio MISSED = ratio(OptionalDouble.of(701));
  private static final Ratio WITHOUT_DATA = ratio(OptionalDouble.empty());

  @Test
  void shouldPassTheCheckOnlyWhenEveryBoundIsReached() {
    assertThat(BenchCommand.exitCode(report(List.of(), REACHED), true)).isEqualTo(ExitCode.PASSED);
  }

  @Test
  void shouldBeInconclusiveWhenABoundHasNoData() {
    assertThat(BenchCommand.exitCode(report(List.of(), REACHED, WITHOUT_DATA), true))
        .isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void shouldFailTheCheckWhenABoundIsMissedWhateverElseHasNoData() {
    assertThat(BenchCommand.exitCode(report(List.of(), WITHOUT_DATA, MISSED), true))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void shouldPassWithoutTheCheckUnlessARunFails() {
    assertThat(BenchCommand.exitCode(report(List.of(), MISSED), false)).isEqualTo(ExitCode.PASSED);
    Result failed =
        new Result(new Subject("tls", "loop", "lz4", "128k"), List.of(), List.of("it fell over"));
    assertThat(BenchCommand.exitCode(report(List.of(failed), REACHED), false))
        .isEqualTo(ExitCode.FAILED);
  }

  private static Ratio ratio(OptionalDouble value) {
    return new Ratio(SMALL, "lz4", "128k", value, OptionalDouble.empty());
  }

  private static BenchReport report(List<Result> results, Ratio... ratios) {
    return new BenchReport(false, Map.of(), results, List.of(ratios), List.of(), 1);
  }
}
