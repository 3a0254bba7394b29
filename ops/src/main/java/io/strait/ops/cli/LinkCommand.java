package io.strait.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.daemon.EngineHost;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.StatusJson;
import io.strait.ops.view.StatusText;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.topology.Link;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.records.LagProbe;
import io.strait.validator.report.JsonReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait link}. */
@Command(
    name = "link",
    description = "Shows, steers and runs links.",
    subcommands = {
      LinkCommand.ListAll.class,
      LinkCommand.Status.class,
      LinkFlowCommand.class,
      LinkPauseCommand.Pause.class,
      LinkPauseCommand.Resume.class,
      LinkApplyCommand.class,
      LinkCommand.Run.class
    })
final class LinkCommand extends CommandGroup {

  /** {@code strait link list}. */
  @Command(name = "list", description = "Lists the links of the configuration.")
  static final class ListAll implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;

    @Override
    public Integer call() {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      for (Link link : config.links()) {
        spec.commandLine()
            .getOut()
            .printf(
                "%s  %s -> %s  %s%n",
                link.name(), link.source(), link.target(), Links.topics(link));
      }
      return ExitCode.PASSED;
    }
  }

  /** {@code strait link status}. */
  @Command(
      name = "status",
      description = {
        "Shows what the daemon says about its links.",
        "When no daemon answers on serve.host and serve.port, lag and delay are measured on the",
        "clusters themselves."
      })
  static final class Status implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;
    @Mixin private DaemonOptions daemon;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      PrintWriter out = spec.commandLine().getOut();
      DaemonDoor door = daemon.door(config.serve());
      Optional<JsonNode> links = door.status().map(status -> status.get("links"));
      if (links.isPresent()) {
        out.print(json ? links.get().toPrettyString() + "\n" : StatusText.links(links.get()));
      } else {
        spec.commandLine()
            .getErr()
            .println("No daemon answers on " + door.address() + "; measured on the clusters:");
        ArrayNode measured = measure(config);
        out.print(json ? measured.toPrettyString() + "\n" : StatusText.measured(measured));
      }
      out.flush();
      return ExitCode.PASSED;
    }

    private static ArrayNode measure(StraitConfig config) {
      ArrayNode measured = new JsonMapper().createArrayNode();
      for (Link link : config.links()) {
        try (Cluster source = new Cluster(config.cluster(link.source()).copying());
            Cluster target = new Cluster(config.cluster(link.target()).copying());
            LagProbe probe =
                new LagProbe(
                    source,
                    target,
                    SourceTopics.of(link, source).topics(),
                    OffsetRelation.EXACT,
                    Duration.ofSeconds(5),
                    Clock.systemUTC())) {
          ObjectNode one = JsonReport.tree(probe.measure());
          one.put("name", link.name().value());
          measured.add(one);
        }
      }
      return measured;
    }
  }

  /** {@code strait link run}. */
  @Command(
      name = "run",
      description = {
        "Runs one link in the foreground until Ctrl-C, without a daemon.",
        "A link that a wave names is refused: 'strait serve' runs those, because a migration turns",
        "them round."
      })
  static final class Run implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofSeconds(2);

    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;

    @Parameters(paramLabel = "LINK", description = "The link to run.")
    private String name;

    @Option(
        names = "--duration",
        defaultValue = "0",
        description = "Stop by itself after so many seconds (default: 0, never).")
    private long seconds;

    @Override
    public Integer call() throws InterruptedException {
      Logs.showProgress();
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      Link link = Links.named(config, name);
      if (config.waves().stream().anyMatch(wave -> wave.link().equals(link))) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG, "link '" + name + "' belongs to a wave; use 'strait serve'");
      }
      Clock clock = Clock.systemUTC();
      try (StopSignal signal = new StopSignal();
          EngineHost host = new EngineHost(config, EngineOptions.defaults(), clock)) {
        host.start(link);
        long until = seconds == 0 ? Long.MAX_VALUE : clock.millis() + seconds * 1_000;
        while (clock.millis() < until && !signal.await(EVERY)) {
          show(host, link);
        }
        show(host, link);
      }
      return ExitCode.PASSED;
    }

    private void show(EngineHost host, Link link) {
      PrintWriter out = spec.commandLine().getOut();
      host.progress(link)
          .ifPresent(
              progress ->
                  out.print(StatusText.summary(StatusJson.links(java.util.List.of(progress)))));
      out.flush();
    }
  }
}
