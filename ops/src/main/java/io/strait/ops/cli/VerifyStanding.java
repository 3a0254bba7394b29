package io.strait.ops.cli;

import io.strait.migrator.cutover.Direction;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.MigrationView;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.NextStep;
import io.strait.validator.check.FindingCode;
import io.strait.validator.records.ScanReport;
import java.util.Optional;

/** What a link's migration means for a comparison of its two sides. Pure. */
record VerifyStanding(Wave wave, MigrationView view) {

  /** What to know before reading the verdict; empty while the source has the authority. */
  Optional<String> text() {
    if (!isMoved()) {
      return Optional.empty();
    }
    String start =
        "Wave '"
            + wave.name()
            + "' is "
            + view.state()
            + ": '"
            + wave.target()
            + "' has the authority. ";
    return Optional.of(
        start
            + (isComplete()
                ? "Nothing is copied back any more: what was written there after the completion is"
                    + " not on '"
                    + wave.source()
                    + "', and the difference is expected."
                : "What was written there is copied back to '"
                    + wave.source()
                    + "' and differs until it has arrived."));
  }

  /** The exit code of a failed comparison: after completion, records only here are expected. */
  int codeOfFailed(ScanReport report) {
    boolean onlyForeign = report.counts().differences() == report.counts().of(FindingCode.FOREIGN);
    return isComplete() && onlyForeign ? ExitCode.INCONCLUSIVE : ExitCode.FAILED;
  }

  private boolean isComplete() {
    return NextStep.state(view.state()) == StateName.COMPLETED;
  }

  private boolean isMoved() {
    return !view.switches().isEmpty()
        && view.switches().get(view.switches().size() - 1).direction() == Direction.FORWARD;
  }
}
