package io.strait.ops.cli;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Lets {@code strait link run} copy a record between two small clusters of its own, so that all
 * that a start needs is in this JVM once: also what the JVM makes itself while it runs, such as the
 * classes behind lambdas, which nobody could name beforehand.
 */
final class Rehearsal {
  private static final String TOPIC = "rehearsal";
  private static final int PARTITIONS = 2;
  private static final String SECONDS = "3";

  private Rehearsal() {}

  /**
   * Some seconds; leaves nothing behind.
   *
   * @throws IOException when no folder can be made
   */
  static void run() throws IOException {
    Path folder = Files.createTempDirectory("strait-rehearsal-");
    try {
      CompletableFuture<ChildCluster> second =
          CompletableFuture.supplyAsync(() -> cluster("west", folder));
      try (ChildCluster east = cluster("east", folder);
          ChildCluster west = second.join()) {
        fill(east);
        copy(folder, east, west);
      }
    } finally {
      Folders.deleteAtLast(folder);
    }
  }

  private static ChildCluster cluster(String alias, Path folder) {
    return ChildCluster.start(SandboxSpec.plain(alias, folder));
  }

  private static void fill(ChildCluster source) {
    ClusterSpec spec =
        new ClusterSpec(new ClusterAlias(source.alias()), source.bootstrap(), Map.of());
    try (Cluster cluster = new Cluster(spec)) {
      ReadyTopics.create(
          cluster.admin(), List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())));
      try (Producer<byte[], byte[]> producer = cluster.producer(Map.of())) {
        producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[] {1}));
      }
    }
  }

  private static void copy(Path folder, ChildCluster east, ChildCluster west) throws IOException {
    Path config = folder.resolve("strait.yaml");
    Files.writeString(
        config,
        """
        version: 1
        clusters:
          east:
            bootstrap: %s
          west:
            bootstrap: %s
        links:
          - name: rehearsal
            source: east
            target: west
            topics: [%s]
        """
            .formatted(east.bootstrap(), west.bootstrap(), TOPIC));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Strait.run(
        nowhere,
        nowhere,
        "link",
        "run",
        TOPIC,
        "--config",
        config.toString(),
        "--duration",
        SECONDS);
  }
}
