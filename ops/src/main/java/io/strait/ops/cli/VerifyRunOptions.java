package io.strait.ops.cli;

import io.strait.ops.config.Nearest;
import io.strait.ops.view.ExitCode;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.judge.ScanProgress;
import io.strait.validator.scope.SampleSize;
import io.strait.validator.scope.Selection;
import io.strait.validator.session.Amounts;
import io.strait.validator.session.Mode;
import io.strait.validator.session.SessionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How closely, how fast and how long it is judged, and what is kept for a later run. */
final class VerifyRunOptions {
  @Option(
      names = "--mode",
      defaultValue = "full",
      description = {
        "full: every record (default).",
        "fast: stored batches as they are where both sides kept the batching, else as full.",
        "sample: runs of records drawn by chance; never passes (exit code 4).",
        "since-last: only what is new since the last proof in the state file.",
        "'strait explain modes' tells what each of them cannot see."
      })
  private String mode;

  @Option(
      names = "--sample",
      paramLabel = "SIZE",
      description = "How much to draw: a share such as 1%% (default), or records per partition.")
  private String sample;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Where proofs are kept between runs (default: a file for this pair of clusters under"
              + " $XDG_STATE_HOME or ~/.local/state, in strait/verify). Samples and ranges (--offsets,"
              + " --from, --until) are always judged anew and keep nothing.")
  private Path state;

  @Option(
      names = "--no-state",
      description = "Keep nothing; a later run cannot go on from this one.")
  private boolean noState;

  @Option(
      names = "--resume",
      description =
          "Go on with the last run, if it was interrupted; give the same options. Without it an"
              + " interrupted run is told of and judging begins anew.")
  private boolean resume;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description =
          "Most bytes per second over both sides together, such as 50MB or 512KiB. Agents count"
              + " them as keys, values and headers, unpacked.")
  private String rate;

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      description =
          "End after this time, such as 10m: what was not judged is unproved, the verdict"
              + " inconclusive, and --resume goes on. Ctrl-C does the same.")
  private String maxTime;

  @Option(
      names = "--grace",
      defaultValue = "2",
      description = "Seconds that a difference must last before it counts (default: 2).")
  private long graceSeconds;

  @Option(names = "--threads", defaultValue = "2", description = "Readers, 1 to 64 (default: 2).")
  private int threads;

  /** How long a difference must last. */
  Duration grace() {
    return Duration.ofSeconds(graceSeconds);
  }

  /** Where proofs are kept, when the user said so. */
  Optional<Path> state() {
    return Optional.ofNullable(state);
  }

  /** Whether nothing is kept. */
  boolean keepsNothing() {
    return noState || mode() == Mode.SAMPLE;
  }

  /** The run; wrong words end the command. */
  SessionOptions options(
      Selection selection,
      Optional<Path> file,
      ScanOptions scan,
      Consumer<ScanProgress> progress,
      Consumer<String> notices) {
    if (sample != null && mode() != Mode.SAMPLE) {
      throw wrong("--sample belongs to --mode sample");
    }
    try {
      return new SessionOptions(
          mode(),
          selection,
          sample == null ? SampleSize.DEFAULT : SampleSize.parse(sample),
          file,
          resume,
          bytesPerSecond(),
          Optional.ofNullable(maxTime).map(Amounts::time),
          scan(scan),
          progress,
          notices);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /** The scan with the readers and the grace that were asked for. */
  ScanOptions scan(ScanOptions scan) {
    try {
      return scan.withThreads(threads).withGrace(grace());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /** Most bytes per second over both sides together; 0 for as fast as it goes. */
  long bytesPerSecond() {
    try {
      return rate == null ? 0 : Amounts.rate(rate);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private Mode mode() {
    List<String> legal = Arrays.stream(Mode.values()).map(Mode::word).toList();
    return Mode.of(mode)
        .orElseThrow(() -> wrong("--mode " + mode + ": " + Nearest.advice(mode, legal)));
  }

  private static CommandFailure wrong(String message) {
    return new CommandFailure(ExitCode.USAGE_OR_CONFIG, message);
  }
}
