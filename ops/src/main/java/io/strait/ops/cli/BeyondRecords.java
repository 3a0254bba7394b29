package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.performance.PerformanceReport;
import io.strait.validator.report.VerifyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Mixin;

/** The parts of {@code strait verify} that are not about records. */
final class BeyondRecords {
  @Mixin private BesidesOption besides;
  @Mixin private PerformanceOption performance;

  /** Refuses what cannot be meant, before anything is read or written. */
  void check(ClusterAlias source, ClusterAlias target) {
    besides.check();
    performance.check(source, target);
  }

  /** Whether records are to be judged. */
  boolean wantsRecords() {
    return besides.wantsRecords() && !performance.isAsked();
  }

  /** Does what is asked for instead of records, shows it and answers with its exit code. */
  int instead(
      BesidesOption.Sides sides, Duration grace, String pair, VerifyOutput output, PrintWriter out)
      throws IOException {
    List<ResourceReport> reports = List.of();
    Optional<PerformanceReport> measured = Optional.empty();
    int code;
    if (performance.isAsked()) {
      measured = Optional.of(performance.run(sides.source(), sides.target(), sides.topics()));
      code = PerformanceOption.code(measured.get());
    } else {
      reports = besides.judge(sides, grace, () -> false);
      code = BesidesOption.code(ExitCode.PASSED, reports);
    }
    output.publish(
        new VerifyReport(pair, Optional.empty(), reports, measured, code, VerifyOutput.tool()),
        out);
    return code;
  }

  /** Judges what is asked for beside records; empty if nothing is. */
  List<ResourceReport> beside(
      BesidesOption.Sides sides, Duration grace, BooleanSupplier cancelled) {
    return besides.judge(sides, grace, cancelled);
  }
}
