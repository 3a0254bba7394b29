package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.daemon.WorkerOptions;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.mirror.EmbeddedWorker;
import io.strait.replicator.topology.ClusterAlias;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Who runs the links of a daemon. */
final class WorkersOption {
  private static final Pattern ADDRESS = Pattern.compile("(\\[[^\\]]+]|[^:]+):(\\d{1,5})");

  /** Names as an operator writes them. */
  enum Kind {
    local,
    connect
  }

  @Option(
      names = "--workers",
      defaultValue = "local",
      description =
          "local: this process alone, others stand by (the default). connect: an embedded Kafka"
              + " Connect worker, all daemons share the partitions.")
  private Kind kind;

  @Option(
      names = "--slots",
      defaultValue = "4",
      description =
          "With connect: into how many tasks each link is divided (default: 4). The same for all"
              + " daemons.")
  private int slots;

  @Option(
      names = "--connect-home",
      paramLabel = "CLUSTER",
      description =
          "With connect: the cluster that keeps Connect's topics (default: the target of the first"
              + " link). The same for all daemons.")
  private String home;

  @Option(
      names = "--connect-listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      description =
          "With connect: where this worker's REST listens and the others reach it (default:"
              + " 127.0.0.1:0, enough on one machine). It has no authentication.")
  private String listen;

  /** Empty for local; refuses what cannot work. */
  Optional<WorkerOptions> chosen(StraitConfig config) {
    if (kind == Kind.local) {
      return Optional.empty();
    }
    Matcher address = ADDRESS.matcher(listen);
    if (!address.matches() || Integer.parseInt(address.group(2)) > 65_535) {
      throw refused("--connect-listen is '" + listen + "', which is not HOST:PORT");
    }
    if (slots < 1) {
      throw refused("--slots is " + slots + ": it must be at least 1");
    }
    if (!EmbeddedWorker.isAvailable()) {
      throw refused(
          "Kafka Connect is not on the class path; start by the script './strait', which adds"
              + " ops/peers/target/lib when --workers connect is given");
    }
    return Optional.of(
        new WorkerOptions(
            slots,
            Optional.ofNullable(home).map(name -> known(config, name)),
            address.group(1),
            Integer.parseInt(address.group(2))));
  }

  private static ClusterAlias known(StraitConfig config, String name) {
    return config.clusters().keySet().stream()
        .filter(alias -> alias.value().equals(name))
        .findFirst()
        .orElseThrow(
            () -> refused("--connect-home is '" + name + "', which is not one of the clusters"));
  }

  private static CommandFailure refused(String why) {
    return new CommandFailure(ExitCode.USAGE_OR_CONFIG, why);
  }
}
