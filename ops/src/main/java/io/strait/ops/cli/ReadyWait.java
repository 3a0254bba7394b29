package io.strait.ops.cli;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.MigrationView;
import io.strait.migrator.run.Migrations;
import io.strait.ops.view.ExitCode;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Waits until a started migration is READY to switch. */
final class ReadyWait {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Set<String> BEFORE_SWITCH =
      Set.of("PREPARED", "MIRRORING", "VERIFYING", "READY");

  private final Migrations migrations;
  private final Wave wave;
  private final PrintWriter out;
  private final Clock clock;

  ReadyWait(Migrations migrations, Wave wave, PrintWriter out, Clock clock) {
    this.migrations = migrations;
    this.wave = wave;
    this.out = out;
    this.clock = clock;
  }

  /** Whether a migration was started and leads to READY by itself. */
  static boolean isBeforeSwitch(String state) {
    return BEFORE_SWITCH.contains(state);
  }

  /** The exit code: ready 0, moved elsewhere 3, not known in time 4. */
  int await(Duration patience) throws InterruptedException {
    out.println("Started before; waiting until wave " + wave.name() + " is READY");
    Instant until = clock.instant().plus(patience);
    String shown = "";
    while (clock.instant().isBefore(until)) {
      MigrationView view = migrations.status(wave);
      if (!view.state().equals(shown)) {
        shown = view.state();
        out.println("  " + view.since() + "  " + shown);
        out.flush();
      }
      if (shown.equals("READY")) {
        return ExitCode.PASSED;
      }
      if (!isBeforeSwitch(shown)) {
        return ExitCode.FAILED;
      }
      TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
    }
    out.println("Not READY after " + patience.toSeconds() + " s; see 'strait migrate status'.");
    return ExitCode.INCONCLUSIVE;
  }
}
