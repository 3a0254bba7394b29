package io.strait.ops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.agent.AgentAccess;
import io.strait.ops.config.AgentConfig;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.verify.Contracts;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.agent.AgentPace;
import io.strait.validator.agent.AgentRefused;
import io.strait.validator.agent.AgentReport;
import io.strait.validator.agent.AgentScan;
import io.strait.validator.agent.LocalSide;
import io.strait.validator.agent.LogSide;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.Pace;
import io.strait.validator.report.LastLine;
import io.strait.validator.report.TextReport;
import io.strait.validator.report.VerifyJson;
import io.strait.validator.session.Throttle;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of {@code strait verify} that let agents read one side or both. */
final class AgentOptions {
  private static final Set<String> WITH_AGENTS =
      Set.of(
          "--source-agent",
          "--target-agent",
          "--agent-claim",
          "--link",
          "--topic",
          "--topics",
          "--config",
          "--strict",
          "--debug",
          "--json",
          "--report",
          "--grace",
          "--threads",
          "--rate",
          "--progress");

  @Option(
      names = "--source-agent",
      paramLabel = "URL",
      description = "Let this agent read the source (see 'strait validate-agent').")
  private String source;

  @Option(
      names = "--target-agent",
      paramLabel = "URL",
      description = "Let this agent read the target.")
  private String target;

  @Option(
      names = "--agent-claim",
      paramLabel = "WHAT",
      defaultValue = "AUTO",
      description =
          "With agents: auto asks both clusters what is claimed about offsets; equal and order ask"
              + " none of them, for a machine that reaches only the agents (default: auto).")
  private Claim claim;

  /** What is claimed about offsets. */
  enum Claim {
    AUTO,
    EQUAL,
    ORDER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether an agent reads a side. */
  boolean given() {
    return source != null || target != null;
  }

  /** Refuses what is understood only where both sides are read here, instead of leaving it out. */
  void refuseOthers(ParseResult parsed) {
    for (OptionSpec option : parsed.matchedOptions()) {
      if (!WITH_AGENTS.contains(option.longestName())) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG,
            option.longestName()
                + " cannot be used with agents; take it away, or read both sides"
                + " from here");
      }
    }
  }

  /** The failure when no link was named. */
  static CommandFailure needsLink() {
    return new CommandFailure(
        ExitCode.USAGE_OR_CONFIG, "--source-agent and --target-agent need --link");
  }

  /** The command's exit code. */
  static int code(AgentReport report) {
    Verdict verdict = report.scan().verdict();
    if (verdict instanceof Verdict.Passed) {
      return ExitCode.PASSED;
    }
    return verdict instanceof Verdict.Failed ? ExitCode.FAILED : ExitCode.INCONCLUSIVE;
  }

  /** Judges through the agents. */
  AgentReport run(
      StraitConfig config,
      Link link,
      UnaryOperator<List<TopicMapping>> only,
      ScanOptions options,
      long bytesPerSecond) {
    CountDownLatch cancelled = new CountDownLatch(1);
    Optional<AgentPace> pace = pace(bytesPerSecond);
    try (LogSide from = side(config, source, "--source-agent", link.source(), cancelled, pace);
        LogSide to = side(config, target, "--target-agent", link.target(), cancelled, pace)) {
      Declared declared = declared(config, link, only);
      return new AgentScan(
              from,
              to,
              declared.topics(),
              options.withContracts(declared.contracts()::apply),
              Clock.systemUTC(),
              time -> pause(cancelled, time),
              () -> cancelled.getCount() == 0)
          .run();
    } catch (AgentRefused refused) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, refused.getMessage());
    }
  }

  /** Both sides read about the same, so each gets half. */
  private static Optional<AgentPace> pace(long bytesPerSecond) {
    return bytesPerSecond == 0
        ? Optional.empty()
        : Optional.of(new AgentPace(UUID.randomUUID().toString(), Math.max(1, bytesPerSecond / 2)));
  }

  /** The report for people. */
  static String text(AgentReport report) {
    return TextReport.of(report.scan()).stripTrailing()
        + String.format(
            Locale.ROOT,
            "%nThrough agents: moved %,d bytes, %.4f %% of the %,d record bytes that they read%n%s%s",
            report.remote().moved(),
            100 * report.share(),
            report.remote().digested(),
            report.notes().stream().map(note -> note + "\n").collect(Collectors.joining()),
            LastLine.of(report.scan(), code(report)));
  }

  /** The report for programs. */
  static ObjectNode tree(String pair, AgentReport report) {
    ObjectNode tree = VerifyJson.tree(pair, report.scan(), code(report), VerifyOutput.tool());
    ObjectNode agents = tree.putObject("agents");
    agents.put("bytes_sent", report.remote().sent());
    agents.put("bytes_received", report.remote().received());
    agents.put("record_bytes_digested", report.remote().digested());
    agents.put("moved_share", report.share());
    ArrayNode notes = agents.putArray("notes");
    report.notes().forEach(notes::add);
    return tree;
  }

  private record Declared(List<TopicMapping> topics, Function<TopicMapping, Contract> contracts) {}

  private Declared declared(
      StraitConfig config, Link link, UnaryOperator<List<TopicMapping>> only) {
    if (claim != Claim.AUTO) {
      if (link.selection().isOpen()) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG,
            "link '"
                + link.name()
                + "' takes topics by patterns, which only the source can tell; use --agent-claim auto, or"
                + " a configuration that names them");
      }
      OffsetClaim offsets = claim == Claim.EQUAL ? OffsetClaim.EQUAL : OffsetClaim.IN_ORDER;
      return new Declared(only.apply(link.topics()), topic -> Contract.PLAIN.with(offsets));
    }
    try (Cluster from = new Cluster(config.cluster(link.source()).copying());
        Cluster to = new Cluster(config.cluster(link.target()).copying())) {
      List<TopicMapping> topics = only.apply(SourceTopics.of(link, from).topics());
      return new Declared(topics, Contracts.of(config, link, from, to, topics));
    }
  }

  private static LogSide side(
      StraitConfig config,
      String url,
      String option,
      ClusterAlias alias,
      CountDownLatch cancelled,
      Optional<AgentPace> pace) {
    if (url == null) {
      BooleanSupplier ended = () -> cancelled.getCount() == 0;
      return LocalSide.owning(
          new Cluster(config.cluster(alias).copying()),
          Clock.systemUTC(),
          pace.<Pace>map(one -> Throttle.of(one.bytesPerSecond(), ended)).orElse(Pace.FREE),
          ended);
    }
    try {
      return AgentAccess.remote(
          config.agent(),
          AgentConfig.address(url)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          option + " " + url + ": must be like https://west.example:8240")),
          alias.value(),
          time -> pause(cancelled, time),
          pace);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, e.getMessage());
    }
  }

  private static boolean pause(CountDownLatch cancelled, Duration time) {
    try {
      return !cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancelled.countDown();
      return false;
    }
  }
}
