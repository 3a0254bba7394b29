package io.strait.ops.cli;

import io.strait.ops.agent.AgentDesks;
import io.strait.ops.config.ServeConfig;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.daemon.Daemon;
import io.strait.ops.http.HttpDoor;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.engine.EngineOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait serve}. */
@Command(
    name = "serve",
    description = {
      "Runs all links and migrations of the configuration.",
      "Until SIGTERM or Ctrl-C (exit code 0).",
      "Several may run at once: one does the work, the others stand by and take over.",
      "With --workers connect they share the partitions of every link that no wave moves, through",
      "Kafka Connect.",
      "HTTP: /health/live, /health/ready, /status, /metrics, /links and /slo on serve.host and serve.port."
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;

  @Option(
      names = "--port",
      description =
          "HTTP port instead of serve.port; 0 for any. When serve.port is taken, any free one is used.")
  private Integer port;

  @Mixin private WorkersOption workers;

  @Option(
      names = "--mm2",
      paramLabel = "FILE",
      description =
          "Run this mm2.properties as it is, instead of --config (see 'strait mm2 read').")
  private Path mirrorMaker;

  @Override
  public Integer call() throws InterruptedException {
    Logs.showProgress();
    PrintWriter out = spec.commandLine().getOut();
    StraitConfig config =
        mirrorMaker == null
            ? configFile.load(spec.commandLine().getErr())
            : MirrorMakerCommand.config(mirrorMaker, spec.commandLine().getErr());
    try (StopSignal signal = new StopSignal();
        Daemon daemon =
            new Daemon(
                config, EngineOptions.defaults(), workers.chosen(config), Clock.systemUTC());
        AgentDesks desks =
            new AgentDesks(config.clusters(), Clock.systemUTC(), new SecureRandom());
        HttpDoor door = open(config, daemon, desks)) {
      daemon.start();
      out.println("Serving on http://" + config.serve().host() + ":" + door.port());
      out.flush();
      signal.await(Duration.ZERO);
    }
    return ExitCode.PASSED;
  }

  /** A second daemon on the same machine finds the port taken; that must not keep it away. */
  private HttpDoor open(StraitConfig config, Daemon daemon, AgentDesks desks) {
    ServeConfig serve = config.serve();
    int wanted = port == null ? serve.port() : port;
    try {
      return HttpDoor.open(
          serve.onPort(wanted), daemon::status, daemon.flows(), daemon.promises(), desks);
    } catch (IllegalStateException e) {
      if (port != null || wanted == 0) {
        throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, e.getMessage());
      }
      spec.commandLine()
          .getErr()
          .println(
              "warning: "
                  + e.getMessage()
                  + "; using any free port, perhaps another daemon has this one");
    }
    try {
      return HttpDoor.open(
          serve.onPort(0), daemon::status, daemon.flows(), daemon.promises(), desks);
    } catch (IllegalStateException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, e.getMessage());
    }
  }
}
