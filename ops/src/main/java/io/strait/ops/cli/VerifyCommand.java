package io.strait.ops.cli;

import io.strait.migrator.journal.JournalException;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.Migrations;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.daemon.Access;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Verdict;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.records.LinkScan;
import io.strait.validator.records.ScanReport;
import io.strait.validator.report.JsonReport;
import io.strait.validator.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait verify}. */
@Command(
    name = "verify",
    description = {
      "Compares both sides of a link record by record.",
      "Whoever made the copy; nothing that made it is used.",
      "Both sides may grow meanwhile: what the target has not reached yet counts as behind, not as",
      "missing. Exit code 3 when they differ, 4 when something could not be read."
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;

  @Option(names = "--link", required = true, description = "The link to judge.")
  private String linkName;

  @Option(names = "--topic", description = "Only these topics of the link; repeatable.")
  private List<String> topics = List.of();

  @Option(
      names = "--grace",
      defaultValue = "2",
      description = "Seconds that a difference must last before it counts (default: 2).")
  private long graceSeconds;

  @Option(names = "--threads", defaultValue = "2", description = "Readers, 1 to 64 (default: 2).")
  private int threads;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the JSON report here as well.")
  private Path reportFile;

  @Override
  public Integer call() throws IOException {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    Link link = Links.named(config, linkName);
    OutputOption.check("--report", reportFile);
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter notes = json ? err : spec.commandLine().getOut();
    Optional<VerifyStanding> standing = standing(config, link, err);
    standing.flatMap(VerifyStanding::text).ifPresent(notes::println);
    ScanReport report;
    try (Cluster source = new Cluster(config.cluster(link.source()).copying());
        Cluster target = new Cluster(config.cluster(link.target()).copying())) {
      report =
          new LinkScan(source, target, chosen(link, source), options(), Clock.systemUTC()).run();
    }
    publish(report);
    if (report.verdict() instanceof Verdict.Failed && standing.isPresent()) {
      int code = standing.get().codeOfFailed(report);
      if (code == ExitCode.INCONCLUSIVE) {
        notes.println(
            "Inconclusive: all differences are records that only the target has, as expected after"
                + " the completion; nothing else differs.");
      }
      return code;
    }
    return code(report.verdict());
  }

  /** How the link's migration stands, if it has one and its journal can be read. */
  private static Optional<VerifyStanding> standing(
      StraitConfig config, Link link, PrintWriter err) {
    Optional<Wave> wave =
        config.waves().stream().filter(one -> one.link().name().equals(link.name())).findFirst();
    if (wave.isEmpty()) {
      return Optional.empty();
    }
    try (Migrations migrations = Access.migrations(config, Clock.systemUTC())) {
      return Optional.of(new VerifyStanding(wave.get(), migrations.status(wave.get())));
    } catch (ClusterException | JournalException e) {
      err.println(
          "warning: how wave '"
              + wave.get().name()
              + "' stands is not known ("
              + e.getMessage()
              + "); if it was switched, its target has the authority");
      return Optional.empty();
    }
  }

  private List<TopicMapping> chosen(Link link, Cluster source) {
    List<TopicMapping> mirrored = SourceTopics.of(link, source).topics();
    for (String topic : topics) {
      if (mirrored.stream().noneMatch(mapping -> mapping.source().equals(topic))) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG,
            "--topic "
                + topic
                + ": link '"
                + new LinkName(linkName)
                + "' mirrors "
                + mirrored.stream().map(TopicMapping::source).collect(Collectors.joining(", ")));
      }
    }
    return mirrored.stream()
        .filter(mapping -> topics.isEmpty() || topics.contains(mapping.source()))
        .toList();
  }

  private ScanOptions options() {
    try {
      return ScanOptions.defaults()
          .withThreads(threads)
          .withGrace(Duration.ofSeconds(graceSeconds));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, e.getMessage());
    }
  }

  private void publish(ScanReport report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String tree = JsonReport.text(JsonReport.tree(report));
    if (reportFile != null) {
      Files.writeString(reportFile, tree + "\n");
    }
    out.println(json ? tree : TextReport.of(report).stripTrailing());
  }

  private static int code(Verdict verdict) {
    if (verdict instanceof Verdict.Passed) {
      return ExitCode.PASSED;
    }
    return verdict instanceof Verdict.Failed ? ExitCode.FAILED : ExitCode.INCONCLUSIVE;
  }
}
