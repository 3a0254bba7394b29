package io.strait.ops.demo;

import io.strait.client.SwitchingConfig;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewTopic;

/** The two secured clusters of the demo, and how each principal reaches them. */
final class DemoClusters implements AutoCloseable {
  static final String EAST = "east";
  static final String WEST = "west";
  static final String TOPIC = "flights";
  static final String GROUP = "departures-board";
  static final String WAVE = "flights";
  private static final int PARTITIONS = 8;

  private final KafkaCluster east;
  private final KafkaCluster west;

  private DemoClusters(KafkaCluster east, KafkaCluster west) {
    this.east = east;
    this.west = west;
  }

  /** Starts both, creates the topic on east and lets the application in on both. */
  static DemoClusters start(Path directory) {
    CompletableFuture<SandboxCluster> second =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.secured(WEST, directory)));
    SandboxCluster first = SandboxCluster.start(SandboxSpec.secured(EAST, directory));
    DemoClusters clusters = new DemoClusters(first, second.join());
    clusters.prepare();
    return clusters;
  }

  private void prepare() {
    try (Cluster admin = open(EAST, Principals.ADMIN)) {
      ReadyTopics.create(admin.admin(), List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)));
    }
    east.grantApplication(List.of(TOPIC), List.of(GROUP));
    west.grantApplication(List.of(TOPIC), List.of(GROUP));
  }

  KafkaCluster east() {
    return east;
  }

  KafkaCluster west() {
    return west;
  }

  /** A cluster as one principal sees it; the caller closes it. */
  Cluster open(String alias, String principal) {
    return new Cluster(spec(alias, principal));
  }

  ClusterSpec spec(String alias, String principal) {
    KafkaCluster cluster = alias.equals(EAST) ? east : west;
    return new ClusterSpec(
        new ClusterAlias(alias), cluster.bootstrap(), cluster.clientProperties(principal));
  }

  /** What an application of the demo configures: both clusters, the wave, and its own keys. */
  SwitchingConfig application(String instance, Map<String, String> own) {
    Map<String, Object> all = new TreeMap<>(own);
    all.put(SwitchingConfig.WAVE, WAVE);
    all.put(SwitchingConfig.CLUSTERS, EAST + "," + WEST);
    all.put(SwitchingConfig.INSTANCE, instance);
    for (KafkaCluster cluster : List.of(east, west)) {
      String prefix = "strait." + cluster.alias() + ".";
      all.put(prefix + "bootstrap.servers", cluster.bootstrap());
      cluster
          .clientProperties(Principals.APP)
          .forEach((key, value) -> all.put(prefix + key, value));
    }
    return SwitchingConfig.of(all);
  }

  @Override
  public void close() {
    try {
      east.close();
    } finally {
      west.close();
    }
  }
}
