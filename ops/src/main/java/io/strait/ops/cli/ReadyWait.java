package io.strait.ops.cli;

import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.CommandKind;
import io.strait.migrator.run.MigrationView;
import io.strait.migrator.run.Migrations;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
  static boolean isUnderWay(MigrationView view) {
    boolean accepted = view.state().equals("PLANNED") && view.nextCommands().isEmpty();
    return accepted || BEFORE_SWITCH.contains(view.state());
  }

  /** Whether this is the answer to a start of what was started before; it is not an error. */
  static boolean isRepeatedStart(CommandKind kind, JournalEntry answer) {
    boolean planned =
        answer.state().equals("PLANNED") && answer.data().path("why").asText().contains("already");
    return kind == CommandKind.START && (planned || BEFORE_SWITCH.contains(answer.state()));
  }

  /** The exit code: ready 0, moved elsewhere 3, not known in time 4. */
  int await(Duration patience) throws InterruptedException {
    out.println("Started before; waiting until wave " + wave.name() + " is READY");
    Instant until = clock.instant().plus(patience);
    String shown = "";
    while (clock.instant().isBefore(until)) {
      Optional<MigrationView> view = look();
      if (view.isPresent()) {
        shown = show(view.get(), shown);
        if (shown.equals("READY")) {
          return ExitCode.PASSED;
        }
        if (!isUnderWay(view.get())) {
          return ExitCode.FAILED;
        }
      }
      TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
    }
    out.println("Not READY after " + patience.toSeconds() + " s; see 'strait migrate status'.");
    return ExitCode.INCONCLUSIVE;
  }

  private Optional<MigrationView> look() {
    try {
      return Optional.of(migrations.status(wave));
    } catch (ClusterException e) {
      if (e.kind() == FaultKind.RETRIABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String show(MigrationView view, String shown) {
    if (!view.state().equals(shown)) {
      out.println("  " + view.since() + "  " + view.state());
      out.flush();
    }
    return view.state();
  }
}
