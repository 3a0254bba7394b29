package io.strait.validator.session;

import io.strait.validator.judge.ScanOptions;
import io.strait.validator.judge.ScanProgress;
import io.strait.validator.scope.SampleSize;
import io.strait.validator.scope.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a run of {@code strait verify} works.
 *
 * @param mode how much is read, and how closely
 * @param selection which part of the topics
 * @param sample how much is drawn; only in {@link Mode#SAMPLE}
 * @param state where proofs are kept; empty: nowhere, and nothing can be gone on from
 * @param resume whether an interrupted run is gone on with
 * @param bytesPerSecond most bytes read from both sides together; 0 for as fast as it goes
 * @param maxTime when the run ends itself; empty: when it is done
 * @param scan how partitions are judged; its mode and hooks are replaced
 * @param progress told now and then how far the scan is
 * @param notices told what the user should know while it runs, in sentences
 */
public record SessionOptions(
    Mode mode,
    Selection selection,
    SampleSize sample,
    Optional<Path> state,
    boolean resume,
    long bytesPerSecond,
    Optional<Duration> maxTime,
    ScanOptions scan,
    Consumer<ScanProgress> progress,
    Consumer<String> notices) {

  /** Refuses what cannot be combined. */
  public SessionOptions {
    if (resume && (mode == Mode.SAMPLE || mode == Mode.SINCE_LAST)) {
      throw new IllegalArgumentException(
          "an interrupted run can be resumed in modes full and fast; mode "
              + mode.word()
              + (mode == Mode.SAMPLE ? " draws anew each time" : " goes on by itself"));
    }
    if (state.isEmpty() && (resume || mode == Mode.SINCE_LAST)) {
      throw new IllegalArgumentException("without a state file there is nothing to go on from");
    }
  }

  /** Everything, record by record, unhurried by nobody, keeping nothing. */
  public static SessionOptions defaults() {
    return new SessionOptions(
        Mode.FULL,
        Selection.ALL,
        SampleSize.DEFAULT,
        Optional.empty(),
        false,
        0,
        Optional.empty(),
        ScanOptions.defaults(),
        progress -> {},
        notice -> {});
  }
}
