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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Lets {@code strait link run} copy a record between two small clusters of its own and {@code
 * strait verify} judge the copy, so that all that a start needs is in this JVM once: also what the
 * JVM makes itself while it runs, such as the classes behind lambdas, which nobody could name
 * beforehand.
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
        Path config = configured(folder, east, west);
        copy(config);
        verify(config, "full", "--state", folder.resolve("state").toString());
        verify(config, "fast", "--no-state");
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
      try (Producer<byte[], byte[]> producer =
          cluster.producer(Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"))) {
        producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[] {1}));
      }
    }
  }

  private static Path configured(Path folder, ChildCluster east, ChildCluster west)
      throws IOException {
    return Files.writeString(
        folder.resolve("strait.yaml"),
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
  }

  private static void copy(Path config) {
    strait("link", "run", TOPIC, "--config", config.toString(), "--duration", SECONDS);
  }

  private static void verify(Path config, String mode, String... more) {
    List<String> words =
        List.of("verify", "--link", TOPIC, "--config", config.toString(), "--mode", mode);
    strait(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private static void strait(String... words) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Strait.run(nowhere, nowhere, words);
  }
}
