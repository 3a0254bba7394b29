package io.strait.ops.cli;

import io.strait.ops.agent.AgentDesks;
import io.strait.ops.config.AgentConfig;
import io.strait.ops.config.ClusterConfig;
import io.strait.ops.config.Role;
import io.strait.ops.config.ServeConfig;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.http.AgentServer;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.topology.ClusterAlias;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait validate-agent}. */
@Command(
    name = "validate-agent",
    description = {
      "Reads one cluster for a 'strait verify' that runs elsewhere.",
      "Until SIGTERM or Ctrl-C (exit code 0). Digests travel instead of data; only where two sides",
      "differ do fingerprints, and the records of findings. Needs a token with role agent in the",
      "configuration's agent.tokens."
    })
final class ValidateAgentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;

  @Option(names = "--cluster", required = true, description = "The cluster of the configuration.")
  private String cluster;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where to listen instead of agent.host and agent.port (127.0.0.1:8240); port 0 for any.")
  private String listen;

  @Override
  public Integer call() throws InterruptedException {
    Logs.showProgress();
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    ClusterAlias alias = alias(config);
    ServeConfig where = where(config.agent());
    if (!where.hasToken(Role.AGENT)) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "agent.tokens names no token with role agent, so nobody could ask; add"
              + " 'agent: {tokens: [{role: agent, name: hq, token: \"${file:/path}\"}]}'");
    }
    Map<ClusterAlias, ClusterConfig> one = Map.of(alias, config.cluster(alias));
    try (StopSignal signal = new StopSignal();
        AgentDesks desks = new AgentDesks(one, Clock.systemUTC(), new SecureRandom());
        AgentServer server = AgentServer.open(where, config.agent().keystore(), desks)) {
      spec.commandLine()
          .getOut()
          .println(
              "Agent of "
                  + alias
                  + " on "
                  + (config.agent().keystore().isPresent() ? "https://" : "http://")
                  + where.host()
                  + ":"
                  + server.port());
      spec.commandLine().getOut().flush();
      signal.await(Duration.ZERO);
    } catch (IllegalStateException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, e.getMessage());
    }
    return ExitCode.PASSED;
  }

  private ClusterAlias alias(StraitConfig config) {
    return config.clusters().keySet().stream()
        .filter(one -> one.value().equals(cluster))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE_OR_CONFIG,
                    "there is no cluster '"
                        + cluster
                        + "' in the configuration; clusters are: "
                        + config.clusters().keySet().stream()
                            .map(ClusterAlias::value)
                            .sorted()
                            .collect(Collectors.joining(", "))));
  }

  /** An address that other machines reach is as good as the tokens, which are always needed. */
  private ServeConfig where(AgentConfig config) {
    if (listen == null) {
      return config.listen();
    }
    int colon = listen.lastIndexOf(':');
    try {
      String host = listen.substring(0, colon);
      int port = Integer.parseInt(listen.substring(colon + 1));
      boolean loopback = InetAddress.getByName(host).isLoopbackAddress();
      if (port < 0 || port > 65_535) {
        throw new NumberFormatException();
      }
      if (!loopback && config.keystore().isEmpty()) {
        spec.commandLine()
            .getErr()
            .println(
                "warning: tokens and records of findings travel in plain text to "
                    + listen
                    + "; give agent.keystore, or let a proxy with TLS stand before it");
      }
      ServeConfig given = config.listen();
      return new ServeConfig(host, port, loopback, given.tokens(), given.memory());
    } catch (IndexOutOfBoundsException | NumberFormatException | UnknownHostException e) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "--listen " + listen + ": must be HOST:PORT, for example 127.0.0.1:8240");
    }
  }
}
