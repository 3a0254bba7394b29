package io.strait.ops;

import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Writes {@code strait.yaml} for two sandbox clusters. */
public final class ConfigFiles {
  private ConfigFiles() {}

  /** The clusters; {@code rest} holds links, waves and whatever else. */
  public static Path write(Path folder, TwoClusters clusters, String rest) throws IOException {
    return write(folder, clusters.east(), clusters.west(), rest);
  }

  /** The same with a credential of its own for metadata, on both clusters. */
  public static Path writeWithMetadata(
      Path folder, TwoClusters clusters, String principal, String rest) throws IOException {
    return writeWithMetadata(folder, List.of(clusters.east(), clusters.west()), principal, rest);
  }

  /** The same for any clusters. */
  public static Path writeWithMetadata(
      Path folder, List<KafkaCluster> clusters, String principal, String rest) throws IOException {
    String text = "version: 1\nclusters:\n";
    for (KafkaCluster cluster : clusters) {
      text += cluster(folder, cluster) + "    metadata:\n" + properties(folder, cluster, principal);
    }
    return Files.writeString(
        Files.createTempFile(folder, "strait", ".yaml"), text + "serve: {port: 0}\n" + rest);
  }

  /** The same for clusters that somebody else keeps. */
  public static Path write(Path folder, KafkaCluster east, KafkaCluster west, String rest)
      throws IOException {
    return write(folder, List.of(east, west), rest);
  }

  /** Any number of clusters on which this principal copies. */
  public static Path writeAs(
      Path folder, String copying, List<? extends KafkaCluster> clusters, String rest)
      throws IOException {
    StringBuilder text = new StringBuilder("version: 1\nclusters:\n");
    for (KafkaCluster cluster : clusters) {
      text.append("  ").append(cluster.alias()).append(":\n    bootstrap: ");
      text.append(cluster.bootstrap()).append("\n    properties:\n");
      text.append(properties(folder, cluster, copying));
    }
    text.append("serve: {port: 0}\n").append(rest);
    return Files.writeString(Files.createTempFile(folder, "strait", ".yaml"), text);
  }

  /** The same for any number of clusters. */
  public static Path write(Path folder, List<? extends KafkaCluster> clusters, String rest)
      throws IOException {
    StringBuilder text = new StringBuilder("version: 1\nclusters:\n");
    for (KafkaCluster cluster : clusters) {
      text.append(cluster(folder, cluster));
    }
    text.append("serve: {port: 0}\n").append(rest);
    return Files.writeString(Files.createTempFile(folder, "strait", ".yaml"), text);
  }

  private static String cluster(Path folder, KafkaCluster cluster) throws IOException {
    return "  "
        + cluster.alias()
        + ":\n    bootstrap: "
        + cluster.bootstrap()
        + "\n    properties:\n"
        + properties(folder, cluster, Principals.STRAIT)
        + "    cutover:\n"
        + properties(folder, cluster, Principals.STRAIT_CUTOVER);
  }

  private static String properties(Path folder, KafkaCluster cluster, String principal)
      throws IOException {
    Map<String, String> given = new TreeMap<>(cluster.clientProperties(principal));
    Path file = folder.resolve(cluster.alias() + "-" + principal + ".properties");
    Properties secrets = new Properties();
    secrets.putAll(given);
    StringWriter text = new StringWriter();
    secrets.store(text, null);
    Files.writeString(file, text.toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    StringBuilder lines = new StringBuilder();
    given
        .keySet()
        .forEach(
            key ->
                lines
                    .append("      ")
                    .append(key)
                    .append(": '${file:")
                    .append(file)
                    .append(':')
                    .append(key)
                    .append("}'\n"));
    return lines.toString();
  }
}
