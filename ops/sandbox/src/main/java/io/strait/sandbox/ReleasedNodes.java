package io.strait.sandbox;

import io.strait.sandbox.child.ChildJvm;
import io.strait.sandbox.child.ChildProgram;
import io.strait.sandbox.child.Tether;
import io.strait.sandbox.release.BundleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nodes of an older release: its own programs on its own libraries, each in a JVM of its own. */
final class ReleasedNodes implements RunningCluster.NodeFactory<ChildNode> {
  private static final Duration FORMAT = Duration.ofSeconds(60);

  private static final List<String> FLAGS = flags();

  private final KafkaRelease release;
  private final String classPath;

  /** Fetches the release when it is not there yet. */
  ReleasedNodes(KafkaRelease release) {
    this.release = release;
    try {
      this.classPath = BundleStore.ofUser().folder(release.bundle()).resolve("*").toString();
    } catch (IOException e) {
      throw new SandboxException(
          "Kafka " + release.version() + " is not here: " + e.getMessage(), e);
    }
  }

  private static List<String> flags() {
    List<String> flags = new ArrayList<>(ChildJvm.SMALL);
    // These releases know no logback; their own binding writes to the error stream.
    flags.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    flags.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS");
    return flags;
  }

  @Override
  public void format(ClusterBlueprint cluster, NodeBlueprint node) {
    try {
      Files.createDirectories(node.directory());
      if (!cluster.zooKeeper()) {
        formatStorage(cluster, node);
      }
    } catch (IOException e) {
      throw new SandboxException("cannot format " + node.directory() + ": " + e.getMessage(), e);
    }
  }

  private void formatStorage(ClusterBlueprint cluster, NodeBlueprint node) throws IOException {
    ChildJvm format =
        child(
            cluster,
            node,
            "kafka.tools.StorageTool",
            List.of("format", "-t", cluster.clusterId(), "-c", Tether.SETTINGS));
    format.start();
    int exit = format.awaitEnd(FORMAT);
    if (exit != 0) {
      throw new IOException(
          "the storage tool of Kafka "
              + release.version()
              + " ended with "
              + exit
              + ": "
              + LogTail.of(ChildCluster.log(node), 0).last());
    }
  }

  @Override
  public ChildNode node(ClusterBlueprint cluster, NodeBlueprint node) {
    Path log = ChildCluster.log(node);
    if (cluster.zooKeeper() && !node.servesClients()) {
      return new ChildNode(
          child(
              cluster,
              node,
              "org.apache.zookeeper.server.quorum.QuorumPeerMain",
              List.of(Tether.SETTINGS)),
          new ReleasedServing(cluster, node, log));
    }
    return new ChildNode(
        child(cluster, node, "kafka.Kafka", List.of(Tether.SETTINGS)),
        new ReleasedServing(cluster, node, log));
  }

  private ChildJvm child(
      ClusterBlueprint cluster, NodeBlueprint node, String mainClass, List<String> arguments) {
    Map<String, String> settings = BrokerSettings.of(cluster, node);
    Path file = node.directory().resolveSibling("node-" + node.id() + ".properties");
    return new ChildJvm(
        "node " + node.id() + " of '" + cluster.spec().alias() + "', Kafka " + release.version(),
        ChildProgram.foreign(
            ChildProgram.ownJava(), classPath, mainClass, file, arguments, settings),
        FLAGS,
        ChildCluster.log(node));
  }
}
