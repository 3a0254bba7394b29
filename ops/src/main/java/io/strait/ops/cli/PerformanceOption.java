package io.strait.ops.cli;

import io.strait.ops.flow.ByteRate;
import io.strait.ops.flow.ByteSize;
import io.strait.ops.judge.SampledTopic;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.performance.LoadPlan;
import io.strait.validator.performance.PerformanceReport;
import io.strait.validator.performance.PerformanceTrial;
import io.strait.validator.performance.RecordShape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;

/** {@code strait verify --performance}: the only part of it that writes. */
final class PerformanceOption {
  @Option(
      names = "--performance",
      description = {
        "Instead of comparing records, put the same bounded load on both clusters in turns and",
        "compare latency and throughput. Writes to a temporary topic strait.performance.* on each,",
        "which is deleted again; needs --yes. With exactly one topic, partitions, configuration,",
        "sizes and compressibility are that topic's; its records are sampled, never copied."
      })
  private boolean asked;

  @Option(names = "--yes", description = "Agree that --performance writes to both clusters.")
  private boolean yes;

  @Option(
      names = "--at-most",
      paramLabel = "TIMES",
      description =
          "How many times as slow the target may be, 1 or more; exit code 3 if it is slower.")
  private Double atMost;

  @Option(
      names = "--load",
      paramLabel = "RATE",
      defaultValue = "1MiB/s",
      description = "Load of --performance (default: 1MiB/s).")
  private String load;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Rounds on either side, 1 to 100 (default: 5); one more warms up.")
  private int rounds;

  @Option(
      names = "--round-seconds",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Length of a round (default: 5).")
  private double seconds;

  @Option(
      names = "--most-bytes",
      paramLabel = "SIZE",
      defaultValue = "256MiB",
      description = "Most that is written to either side in all (default: 256MiB).")
  private String mostBytes;

  boolean isAsked() {
    return asked;
  }

  /** Refuses to write unasked, and bounds that cannot be meant. */
  void check(ClusterAlias source, ClusterAlias target) {
    if (asked && !yes) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "--performance writes "
              + load
              + " for "
              + seconds
              + " s, "
              + (rounds + 1)
              + " times, to a temporary topic on '"
              + source
              + "' and on '"
              + target
              + "', where others may feel it; add --yes if that is meant");
    }
    if (asked) {
      plan(1, Map.of());
    }
  }

  /**
   * Runs it, modelled on the topic if there is exactly one; the topics are deleted when it returns,
   * and also on Ctrl-C.
   */
  PerformanceReport run(Cluster source, Cluster target, List<TopicMapping> topics) {
    Optional<SampledTopic> like =
        topics.size() == 1
            ? Optional.of(SampledTopic.of(source, topics.get(0).source()))
            : Optional.empty();
    LoadPlan plan =
        plan(
            like.map(SampledTopic::partitions).orElse(1),
            like.map(SampledTopic::configs).orElse(Map.of()));
    return run(
        new PerformanceTrial(
            source,
            target,
            plan,
            like.map(SampledTopic::shape).orElse(RecordShape.DEFAULT),
            RandomGenerator.getDefault()));
  }

  private static PerformanceReport run(PerformanceTrial trial) {
    Thread hook = new Thread(() -> tidy(trial), "delete-temporary-topics");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return trial.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INCONCLUSIVE, "interrupted; the topics are deleted");
    } finally {
      removed(hook);
    }
  }

  private static void tidy(PerformanceTrial trial) {
    try {
      trial.cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removed(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came; the hook has been waiting for the topics to be deleted.
    }
  }

  private LoadPlan plan(int partitions, Map<String, String> configs) {
    try {
      return new LoadPlan(
          rate(),
          Duration.ofMillis((long) (seconds * 1_000)),
          rounds,
          ByteSize.parse(mostBytes).bytes(),
          atMost == null ? OptionalDouble.empty() : OptionalDouble.of(atMost),
          partitions,
          configs);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, "--performance: " + e.getMessage());
    }
  }

  private long rate() {
    return ByteRate.parse(load).bytesPerSecond();
  }

  /** The exit code of a verdict. */
  static int code(PerformanceReport report) {
    return switch (report.verdict()) {
      case "passed" -> ExitCode.PASSED;
      case "failed" -> ExitCode.FAILED;
      default -> ExitCode.INCONCLUSIVE;
    };
  }
}
