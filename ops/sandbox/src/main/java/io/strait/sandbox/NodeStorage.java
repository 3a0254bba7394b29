package io.strait.sandbox;

import java.io.OutputStream;
import java.io.PrintStream;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** Prepares a node's directory, as {@code kafka-storage format} does. */
final class NodeStorage {
  private NodeStorage() {}

  static void format(ClusterBlueprint cluster, NodeBlueprint node) {
    String directory = node.directory().toString();
    Formatter formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
            .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
            .setClusterId(cluster.clusterId())
            .setNodeId(node.id())
            .setControllerListenerName("CONTROLLER")
            .addDirectory(directory)
            .setMetadataLogDirectory(directory)
            .setReleaseVersion(MetadataVersion.latestProduction());
    if (cluster.tls().isPresent()) {
      formatter.setScramArguments(cluster.credentials().scramArguments());
    }
    try {
      formatter.run();
    } catch (Exception e) {
      throw new SandboxException(
          "cannot format " + directory + " for node " + node.id() + ": " + e.getMessage(), e);
    }
  }
}
