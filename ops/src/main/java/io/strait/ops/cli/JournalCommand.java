package io.strait.ops.cli;

import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.journal.JournalException;
import io.strait.migrator.journal.JournalExport;
import io.strait.migrator.run.Migrations;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.daemon.Access;
import io.strait.ops.view.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait journal}. */
@Command(
    name = "journal",
    description = "Shows, verifies and exports the journal of a migration.",
    subcommands = {
      JournalCommand.Show.class,
      JournalCommand.Verify.class,
      JournalCommand.Export.class
    })
final class JournalCommand extends CommandGroup {

  /** {@code strait journal show}. */
  @Command(name = "show", description = "Prints the entries, oldest first.")
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;
    @Mixin private WaveOption waveOption;

    @Option(names = "--data", description = "Print the evidence as well.")
    private boolean data;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      for (JournalEntry entry : read(spec, configFile, waveOption)) {
        out.printf(
            "%4d  %s  epoch %d  %-8s %-13s %s%n",
            entry.index(), entry.at(), entry.epoch(), entry.kind(), entry.state(), summary(entry));
        if (data) {
          out.println("      " + entry.data());
        }
      }
      return ExitCode.PASSED;
    }

    private static String summary(JournalEntry entry) {
      return switch (entry.kind()) {
        case COMMAND ->
            entry.data().path("command").asText()
                + " by "
                + entry.data().path("by").asText()
                + (entry.data().path("accepted").asBoolean() ? " accepted" : " refused: ")
                + (entry.data().path("accepted").asBoolean()
                    ? ""
                    : entry.data().path("why").asText());
        case OUTCOME ->
            (entry.step()
                    + " "
                    + entry.data().path("result").asText()
                    + " "
                    + entry.data().path("text").asText())
                .strip();
        case STATE ->
            "from "
                + entry.data().path("from").asText()
                + " by "
                + entry.data().path("event").asText();
        case NOTE -> entry.data().path("note").asText();
        case PLAN, RUNNER, INTENT -> entry.step();
      };
    }
  }

  /** {@code strait journal verify}. */
  @Command(
      name = "verify",
      description = {
        "Checks the hash chain of both copies, or of an export.",
        "Exit code 3 when it is broken, the copies do not agree or the end is another than expected."
      })
  static final class Verify implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;
    @Mixin private WaveOption waveOption;

    @Option(names = "--file", description = "An export to check instead of the clusters.")
    private Path file;

    @Option(
        names = "--entries",
        paramLabel = "N",
        description = "How many entries there must be, to detect a tail that was cut off.")
    private Long expectedEntries;

    @Option(
        names = "--head",
        paramLabel = "HASH",
        description = "The hash that the last entry must have, to detect a tail that was cut off.")
    private String expectedHead;

    @Override
    public Integer call() throws IOException {
      List<JournalEntry> entries = entries();
      String head = entries.isEmpty() ? "" : entries.get(entries.size() - 1).hash();
      JournalEnd.fault(entries.size(), head, expectedEntries, expectedHead)
          .ifPresent(
              fault -> {
                throw new CommandFailure(ExitCode.FAILED, fault);
              });
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "The chain of "
              + entries.size()
              + " entries holds"
              + (head.isEmpty() ? "" : ", head " + head));
      if (file != null && expectedEntries == null && expectedHead == null) {
        out.println(
            "A tail that was cut off cannot be detected from a file alone; give --entries or --head"
                + " from an earlier check.");
      }
      return ExitCode.PASSED;
    }

    private List<JournalEntry> entries() throws IOException {
      if (file == null) {
        return read(spec, configFile, waveOption);
      }
      if (!Files.isReadable(file)) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG, file + " cannot be read; give an export");
      }
      try {
        List<JournalEntry> entries =
            JournalExport.verified(Files.readAllLines(file), file.toString());
        if (entries.isEmpty()) {
          throw new CommandFailure(ExitCode.FAILED, file + " is empty; a journal has entries");
        }
        return entries;
      } catch (JournalException e) {
        throw new CommandFailure(ExitCode.FAILED, e.getMessage());
      }
    }
  }

  /** {@code strait journal export}. */
  @Command(name = "export", description = "Writes the journal as NDJSON, one entry a line.")
  static final class Export implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;
    @Mixin private WaveOption waveOption;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "Where to write it.")
    private Path target;

    @Override
    public Integer call() throws IOException {
      OutputOption.check("--out", target);
      List<JournalEntry> entries = read(spec, configFile, waveOption);
      try (OutputStream out = Files.newOutputStream(target)) {
        JournalExport.write(entries, out);
      }
      spec.commandLine().getOut().println(entries.size() + " entries written to " + target);
      return ExitCode.PASSED;
    }
  }

  private static List<JournalEntry> read(
      CommandSpec spec, ConfigFile configFile, WaveOption waveOption) {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    try (Migrations migrations = Access.migrations(config, Clock.systemUTC())) {
      return migrations.journal(waveOption.in(config));
    } catch (JournalException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }
}
