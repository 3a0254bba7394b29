package io.strait.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.plan.Plan;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.CommandKind;
import io.strait.migrator.run.Migrations;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.daemon.Access;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.MigrationJson;
import io.strait.ops.view.MigrationText;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait migrate}. */
@Command(
    name = "migrate",
    description = {
      "Moves a wave of topics to the other cluster, and back.",
      "Its groups' positions and its principals' writing move along.",
      "Commands are carried out by 'strait serve'; they wait until it is done, refused or too late."
    },
    subcommands = {
      MigrateCommand.ShowPlan.class,
      MigrateCommand.Start.class,
      MigrateCommand.Status.class,
      MigrateCommand.Switch.class,
      MigrateCommand.Rollback.class,
      MigrateCommand.Complete.class,
      MigrateCommand.Abort.class
    })
final class MigrateCommand extends CommandGroup {

  /** {@code strait migrate plan}. */
  @Command(
      name = "plan",
      description = {
        "Shows every step and everything that stands in the way.",
        "Exit code 3 when something does. Changes nothing."
      })
  static final class ShowPlan implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;
    @Mixin private WaveOption waveOption;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      Wave wave = waveOption.in(config);
      try (Migrations migrations = Access.migrations(config, Clock.systemUTC())) {
        Plan plan = migrations.plan(wave);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? plan.json().toPrettyString() + "\n" : plan.text());
        out.flush();
        return plan.blocked() ? ExitCode.FAILED : ExitCode.PASSED;
      }
    }
  }

  /** {@code strait migrate status}. */
  @Command(
      name = "status",
      description = {
        "Shows how the migration stands.",
        "Asks the daemon that runs it or, when none answers, the journal."
      })
  static final class Status implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;
    @Mixin private WaveOption waveOption;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      Wave wave = waveOption.in(config);
      DaemonDoor door = new DaemonOptions().door(config.serve());
      Optional<JsonNode> daemon = door.status();
      JsonNode view =
          daemon
              .flatMap(status -> running(status, wave))
              .orElseGet(() -> fromJournal(config, wave, note(door, daemon.isPresent())));
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? view.toPrettyString() + "\n" : MigrationText.of(view));
      out.flush();
      return ExitCode.PASSED;
    }

    private static Optional<JsonNode> running(JsonNode status, Wave wave) {
      return StreamSupport.stream(status.get("waves").spliterator(), false)
          .filter(one -> one.get("wave").asText().equals(wave.name()) && one.has("migration"))
          .map(one -> one.get("migration"))
          .findFirst();
    }

    private static String note(DaemonDoor door, boolean answers) {
      return answers
          ? "the daemon at " + door.address() + " does not run this wave; read from the journal"
          : "no daemon answers at "
              + door.address()
              + "; nothing goes on until `strait serve` runs";
    }

    private static JsonNode fromJournal(StraitConfig config, Wave wave, String note) {
      try (Migrations migrations = Access.migrations(config, Clock.systemUTC())) {
        ObjectNode json = MigrationJson.of(migrations.status(wave));
        json.put("note", note);
        Held.since(migrations.journal(wave))
            .ifPresent(since -> json.put("writers_held_since", since.toString()));
        return json;
      }
    }
  }

  /** A command that is sent to the runner. */
  abstract static class Order implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;
    @Mixin private WaveOption waveOption;

    @Option(
        names = "--no-wait",
        description = "Only store the command; do not wait for the answer.")
    private boolean noWait;

    @Option(
        names = "--timeout",
        defaultValue = "300",
        description = "Seconds to wait before giving up with exit code 4 (default: 300).")
    private long seconds;

    abstract CommandKind kind();

    /** Whether the command was followed before and only its end is awaited. */
    boolean isUnderWay(Migrations migrations, Wave wave) {
      return false;
    }

    @Override
    public final Integer call() throws InterruptedException {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      Wave wave = waveOption.in(config);
      try (Migrations migrations = Access.migrations(config, Clock.systemUTC())) {
        PrintWriter out = spec.commandLine().getOut();
        if (isUnderWay(migrations, wave)) {
          return noWait
              ? ExitCode.PASSED
              : new ReadyWait(migrations, wave, out, Clock.systemUTC())
                  .await(Duration.ofSeconds(seconds));
        }
        String id = migrations.send(wave, kind(), System.getProperty("user.name", "unknown"));
        out.println("Asked for: " + kind().word() + " of wave " + wave.name() + " (" + id + ")");
        out.flush();
        return noWait
            ? ExitCode.PASSED
            : new OrderWait(migrations, wave, kind(), id, out, Clock.systemUTC())
                .await(Duration.ofSeconds(seconds));
      }
    }
  }

  /** {@code strait migrate start}. */
  @Command(
      name = "start",
      description = {
        "Starts the migration and waits until it is READY.",
        "Started before, it only waits; after a halt, it goes on."
      })
  static final class Start extends Order {
    @Override
    boolean isUnderWay(Migrations migrations, Wave wave) {
      return ReadyWait.isUnderWay(migrations.status(wave));
    }

    @Override
    CommandKind kind() {
      return CommandKind.START;
    }
  }

  /** {@code strait migrate switch}. */
  @Command(
      name = "switch",
      description = {
        "Moves writers, readers and positions to the target.",
        "Waits until it is SOAKING there.",
        "Exit code 3 when a gate refuses it or it was taken back before the decision."
      })
  static final class Switch extends Order {
    @Override
    CommandKind kind() {
      return CommandKind.SWITCH;
    }
  }

  /** {@code strait migrate rollback}. */
  @Command(
      name = "rollback",
      description = {
        "Moves everything back to the source.",
        "All that was written on the target meanwhile comes along."
      })
  static final class Rollback extends Order {
    @Override
    CommandKind kind() {
      return CommandKind.ROLLBACK;
    }
  }

  /** {@code strait migrate complete}. */
  @Command(name = "complete", description = "Gives up the way back and ends the migration.")
  static final class Complete extends Order {
    @Override
    CommandKind kind() {
      return CommandKind.COMPLETE;
    }
  }

  /** {@code strait migrate abort}. */
  @Command(
      name = "abort",
      description = {
        "Takes a switch back that is not decided yet.",
        "Users go on where they were."
      })
  static final class Abort extends Order {
    @Override
    CommandKind kind() {
      return CommandKind.ABORT;
    }
  }
}
