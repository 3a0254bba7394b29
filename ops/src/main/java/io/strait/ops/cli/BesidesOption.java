package io.strait.ops.cli;

import io.strait.ops.judge.Judged;
import io.strait.ops.judge.TwinJudge;
import io.strait.ops.verify.Contracts;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.ResourceReport;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/** What {@code strait verify} judges besides records, or instead of them. */
final class BesidesOption {
  private static final String WORDS =
      "groups, topics, acls, quotas, schemas; metadata: all but groups";

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "ASPECT",
      description = "Judge these as well, in one report with one verdict: " + WORDS + ".")
  private List<String> with = List.of();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ASPECT",
      description = "Judge only these, and no records.")
  private List<String> only = List.of();

  /** Whether anything is to be judged besides records. */
  boolean isAsked() {
    return !with.isEmpty() || !only.isEmpty();
  }

  /** Whether records are to be judged. */
  boolean wantsRecords() {
    return only.isEmpty();
  }

  /** Refuses what cannot be meant, before anything is read. */
  void check() {
    aspects();
    if (!with.isEmpty() && !only.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "--with and --only: give one of them; --only leaves records out, --with does not");
    }
  }

  /** Judges; empty where nothing was asked for. */
  List<ResourceReport> judge(Sides sides, Duration grace, BooleanSupplier cancelled) {
    if (!isAsked()) {
      return List.of();
    }
    try (TwinJudge judge =
        new TwinJudge(
            sides.kept(),
            sides.source(),
            sides.target(),
            sides.topics(),
            sides.contracts(),
            Clock.systemUTC())) {
      return judge.judge(aspects(), grace, cancelled);
    }
  }

  /** What is judged: a pair of clusters, and the link between them if one was named. */
  record Sides(
      Optional<TwinJudge.Kept> kept,
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      Contracts contracts) {}

  private Set<Judged> aspects() {
    List<String> words = only.isEmpty() ? with : only;
    return Judged.of(words)
        .map(found -> found.isEmpty() ? EnumSet.noneOf(Judged.class) : EnumSet.copyOf(found))
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE_OR_CONFIG,
                    "--with, --only: " + words + " has a word that is none of " + WORDS));
  }

  /** One code for records and everything besides: a difference outweighs a gap. */
  static int code(int records, List<ResourceReport> besides) {
    boolean differ = besides.stream().anyMatch(report -> report.differences() > 0);
    boolean gaps = besides.stream().anyMatch(ResourceReport::hasGaps);
    if (records == ExitCode.FAILED || differ) {
      return ExitCode.FAILED;
    }
    return gaps && records == ExitCode.PASSED ? ExitCode.INCONCLUSIVE : records;
  }
}
