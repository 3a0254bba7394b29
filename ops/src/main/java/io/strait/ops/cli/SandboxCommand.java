package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.KafkaRelease;
import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxSpec;
import io.strait.sandbox.proxy.Faults;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait sandbox}. */
@Command(
    name = "sandbox",
    description = "Runs Kafka clusters and registries to play with.",
    subcommands = SandboxCommand.Up.class)
final class SandboxCommand extends CommandGroup {

  /** {@code strait sandbox up}. */
  @Command(
      name = "up",
      description = {
        "Starts two real Kafka clusters for trying things out.",
        "They are called east and west and listen on free loopback ports; a configuration and",
        "credentials are written for them. Stays until Ctrl-C; then everything in them is gone."
      })
  static final class Up implements Callable<Integer> {
    private static final String TOKEN = "operator.token";

    @Spec private CommandSpec spec;

    @Option(
        names = "--dir",
        defaultValue = "sandbox",
        description = "Folder for strait.yaml, credentials and data (default: ./sandbox).")
    private Path folder;

    @Option(
        names = "--plain",
        description = "No TLS, no passwords, no permissions; a cutover is then not possible.")
    private boolean plain;

    @Option(
        names = "--brokers",
        defaultValue = "1",
        description = "Brokers per cluster, 1 to 9 (default: 1).")
    private int brokers;

    @Option(
        names = "--topic",
        defaultValue = "orders",
        description = "Topic to create on east and to mirror; repeatable (default: orders).")
    private List<String> topics;

    @Option(
        names = "--group",
        defaultValue = "billing",
        description = "Consumer group of the applications; repeatable (default: billing).")
    private List<String> groups;

    @Option(
        names = "--partitions",
        defaultValue = "4",
        description = "Partitions of each topic (default: 4).")
    private int partitions;

    @Option(
        names = "--markers",
        description = {
          "Let links write offset markers (CLUSTER_ACTION), so that offsets stay equal on topics",
          "with transactions or compacted records too."
        })
    private boolean markers;

    @Option(
        names = "--serve-port",
        defaultValue = "8230",
        description = "HTTP port written for 'strait serve', 0 for any (default: 8230).")
    private int servePort;

    @Option(
        names = "--duration",
        defaultValue = "0",
        description = "Stop by itself after so many seconds (default: 0, never).")
    private long seconds;

    @Option(
        names = "--latency",
        paramLabel = "CLUSTER=MS",
        description =
            "Delay every byte to and from a cluster by so many milliseconds, for example west=40.")
    private Map<String, Long> latencies = Map.of();

    @Option(
        names = "--rate",
        paramLabel = "CLUSTER=BYTES",
        description =
            "Limit each connection's bytes per second, each way, for example west=5000000.")
    private Map<String, Long> rates = Map.of();

    @Option(
        names = "--release",
        paramLabel = "VERSION",
        defaultValue = "",
        description = {
          "Let east be an older Kafka, as sources often are: 2.8.2 (with ZooKeeper), 3.3.2 or 3.9.1.",
          "Fetched once through Maven and kept in ~/.cache/strait."
        })
    private String release;

    @Option(
        names = "--registry",
        description = {
          "Start a schema registry (Apicurio) beside each cluster, without login, in memory.",
          "Fetched once like --release."
        })
    private boolean registry;

    @Override
    public Integer call() throws Exception {
      refuseUnknownClusters();
      Optional<KafkaRelease> older = SandboxBoxes.release(release);
      try (StopSignal signal = new StopSignal();
          SandboxFolder files = SandboxFolder.take(folder.toAbsolutePath())) {
        List<SandboxSpec> specs = List.of(wanted("east", files), wanted("west", files));
        Optional<Path> logs = registry ? Optional.of(files.data()) : Optional.empty();
        try (SandboxBoxes boxes = SandboxBoxes.start(new SandboxBoxes.Wish(specs, older, logs))) {
          boxes.clusters().forEach(this::disturb);
          prepare(files, boxes);
          announce(files, boxes);
          signal.await(Duration.ofSeconds(seconds));
        }
      }
      return ExitCode.PASSED;
    }

    private SandboxSpec wanted(String alias, SandboxFolder files) {
      SandboxSpec kind =
          plain ? SandboxSpec.plain(alias, files.data()) : SandboxSpec.secured(alias, files.data());
      return (isDisturbed(alias) ? kind.withProxies(1) : kind).withBrokers(brokers);
    }

    private boolean isDisturbed(String alias) {
      return latencies.containsKey(alias) || rates.containsKey(alias);
    }

    private void disturb(KafkaCluster cluster) {
      if (isDisturbed(cluster.alias())) {
        Faults faults =
            Faults.delayed(
                    Duration.ofMillis(latencies.getOrDefault(cluster.alias(), 0L)), Duration.ZERO)
                .withRate(rates.getOrDefault(cluster.alias(), Faults.UNLIMITED));
        cluster.brokerIds().forEach(id -> cluster.proxy(id).set(faults));
      }
    }

    private void refuseUnknownClusters() {
      Set<String> named = new TreeSet<>(latencies.keySet());
      named.addAll(rates.keySet());
      named.removeAll(Set.of("east", "west"));
      if (!named.isEmpty()) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG,
            "--latency and --rate take east=N or west=N; there is no cluster " + named);
      }
    }

    private void prepare(SandboxFolder files, SandboxBoxes boxes) throws IOException {
      List<KafkaCluster> clusters = boxes.clusters();
      files.writeCredentials(clusters);
      if (!plain) {
        clusters.forEach(cluster -> cluster.grantApplication(topics, groups));
      }
      if (markers && !plain) {
        clusters.forEach(KafkaCluster::grantMarkers);
      }
      files.writeToken(TOKEN);
      SandboxTopics.create(clusters.get(0), topics, partitions);
      files.writeConfig(
          SandboxConfigText.of(
              boxes, !plain, topics, groups, new SandboxConfigText.Serve(servePort, TOKEN)));
    }

    private void announce(SandboxFolder files, SandboxBoxes boxes) {
      PrintWriter out = spec.commandLine().getOut();
      for (KafkaCluster cluster : boxes.clusters()) {
        out.println(cluster.alias() + "  " + cluster.bootstrap());
        if (boxes.registries().containsKey(cluster.alias())) {
          out.printf("      %-15s %s%n", "registry", boxes.registries().get(cluster.alias()).url());
        }
        for (String principal : Principals.clients()) {
          out.printf("      %-15s %s%n", principal, files.credentials(cluster.alias(), principal));
        }
      }
      out.println();
      out.println(
          "Topics on east: " + String.join(", ", topics) + ", " + partitions + " partitions each.");
      out.println("Next, in another terminal:");
      out.println("  strait config check --config " + files.config());
      out.println("  strait serve --config " + files.config());
      out.println("  strait link status --config " + files.config());
      out.println("  strait link flow east-west --rate 1MiB/s --config " + files.config());
      out.println("Ready. Ctrl-C stops both clusters and deletes their data.");
      out.flush();
    }
  }
}
