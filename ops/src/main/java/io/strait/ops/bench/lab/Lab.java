package io.strait.ops.bench.lab;

import io.strait.ops.bench.data.Preload;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Usage;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxSpec;
import io.strait.sandbox.proxy.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Two single-broker clusters in JVMs of their own with a heap of 1 GiB, {@code east} (source) and
 * {@code west} (target).
 *
 * <p>Plaintext clusters have a fault proxy before the clients' listener; engines that are not on
 * the WAN use the brokers' other listener, which is the same but for the proxy.
 */
public final class Lab implements AutoCloseable {
  /** The clusters' names in every engine's configuration. */
  public static final String SOURCE = "east";

  /** See {@link #SOURCE}. */
  public static final String TARGET = "west";

  private static final List<String> BROKER_JVM =
      List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20");
  private static final int ONLY_BROKER = 1;

  private final ChildCluster east;
  private final ChildCluster west;
  private final boolean secured;
  private final Topics sourceTopics;
  private final Topics targetTopics;
  private final Set<String> preloaded = new HashSet<>();

  private Lab(ChildCluster east, ChildCluster west, boolean secured) {
    this.east = east;
    this.west = west;
    this.secured = secured;
    this.sourceTopics = new Topics(new Cluster(source().spec()));
    this.targetTopics = new Topics(new Cluster(target().spec()));
  }

  /** Starts both; plaintext, or SCRAM over TLS with an authorizer. */
  public static Lab start(Path folder, boolean secured, long seed) {
    CompletableFuture<ChildCluster> second =
        CompletableFuture.supplyAsync(() -> cluster(TARGET, folder, secured, seed));
    ChildCluster first = null;
    try {
      first = cluster(SOURCE, folder, secured, seed);
      return new Lab(first, second.join(), secured);
    } catch (RuntimeException e) {
      if (first != null) {
        first.close();
      }
      second.thenAccept(ChildCluster::close);
      throw e;
    }
  }

  private static ChildCluster cluster(String alias, Path folder, boolean secured, long seed) {
    SandboxSpec spec =
        secured
            ? SandboxSpec.secured(alias, folder)
            : SandboxSpec.plain(alias, folder).withProxies(seed);
    return ChildCluster.start(
        // Kafka's own numbers of threads, not the sandbox's; deleted copies go at once.
        spec.withSetting("num.network.threads", "3")
            .withSetting("num.io.threads", "8")
            .withSetting("log.segment.delete.delay.ms", "500"),
        BROKER_JVM);
  }

  /** The source without a network between. */
  public Side source() {
    return near(east);
  }

  /** The target without a network between. */
  public Side target() {
    return near(west);
  }

  private Side near(ChildCluster cluster) {
    return secured
        ? far(cluster)
        : new Side(
            cluster.alias(), cluster.insideBootstrap(), cluster.clientProperties(Principals.ADMIN));
  }

  /** The source through its fault proxy; plaintext clusters only. */
  public Side farSource() {
    return far(east);
  }

  /** The target through its fault proxy; plaintext clusters only. */
  public Side farTarget() {
    return far(west);
  }

  /** Puts so much between the far sides and whoever uses them, there and back together. */
  public void roundTrip(Duration time) {
    for (ChildCluster cluster : List.of(east, west)) {
      cluster.proxy(ONLY_BROKER).set(Faults.delayed(time.dividedBy(2), Duration.ZERO));
    }
  }

  private static Side far(ChildCluster cluster) {
    return new Side(
        cluster.alias(), cluster.bootstrap(), cluster.clientProperties(Principals.ADMIN));
  }

  /** Topics of the source. */
  public Topics sourceTopics() {
    return sourceTopics;
  }

  /** Topics of the target. */
  public Topics targetTopics() {
    return targetTopics;
  }

  /** What the source broker has used. */
  public Usage sourceUsage() {
    return Usage.of(east.pid(ONLY_BROKER));
  }

  /** What the target broker has used. */
  public Usage targetUsage() {
    return Usage.of(west.pid(ONLY_BROKER));
  }

  /** Writes a shape to the source unless it is there already. */
  public void preload(Preload preload, Shape shape, int partitions, long records) {
    if (preloaded.add(shape.topic())) {
      sourceTopics.create(shape.topic(), partitions);
      preload.write(sourceTopics.cluster(), shape, partitions, records);
      long there = sourceTopics.records(shape.topic());
      if (there != records) {
        throw new BenchFailure(
            "source holds " + there + " records of " + shape + ", " + records + " were written");
      }
    }
  }

  /** Deletes every topic of former runs on both sides and waits until both brokers are idle. */
  public void wipe() {
    targetTopics.deleteAllBut(Set.of());
    sourceTopics.deleteAllBut(preloaded);
    Quiet.await(() -> sourceUsage().cpuSeconds() + targetUsage().cpuSeconds());
  }

  @Override
  public void close() {
    sourceTopics.close();
    targetTopics.close();
    try {
      east.close();
    } finally {
      west.close();
    }
  }
}
