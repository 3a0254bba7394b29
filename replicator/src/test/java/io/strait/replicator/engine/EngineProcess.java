package io.strait.replicator.engine;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.KafkaCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An engine in a process of its own, so that it can be killed without any goodbye. */
final class EngineProcess implements AutoCloseable {
  /** Brokers must be told to allow it. */
  private static final Duration LEASE = Duration.ofSeconds(2);

  private final Process process;

  private EngineProcess(Process process) {
    this.process = process;
  }

  /** Runs one topic's link between two plain clusters, without a lease. */
  static EngineProcess start(KafkaCluster from, KafkaCluster to, String link, String topic) {
    return start(from, to, link, topic, TransactionRule.COMMITTED, false);
  }

  /** The same with the link's lease, so that a second one stands by. */
  static EngineProcess leased(KafkaCluster from, KafkaCluster to, String link, String topic) {
    return start(from, to, link, topic, TransactionRule.COMMITTED, true);
  }

  /** The same with the source's transactions carried out again on the target. */
  static EngineProcess faithful(KafkaCluster from, KafkaCluster to, String link, String topic) {
    return start(from, to, link, topic, TransactionRule.FAITHFUL, false);
  }

  private static EngineProcess start(
      KafkaCluster from,
      KafkaCluster to,
      String link,
      String topic,
      TransactionRule rule,
      boolean lease) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EngineProcess.class.getName(),
            from.alias(),
            from.bootstrap(),
            to.alias(),
            to.bootstrap(),
            link,
            topic,
            rule.name(),
            Boolean.toString(lease));
    try {
      return new EngineProcess(builder.inheritIO().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, and waits for the end. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs until it is killed. */
  public static void main(String[] args) throws InterruptedException {
    ClusterSpec from = new ClusterSpec(new ClusterAlias(args[0]), args[1], Map.of());
    ClusterSpec to = new ClusterSpec(new ClusterAlias(args[2]), args[3], Map.of());
    Link link =
        new Link(
            new LinkName(args[4]), from.alias(), to.alias(), List.of(TopicMapping.same(args[5])));
    CopyPolicy plain = CopyPolicy.defaults();
    CopyPolicy policy =
        new CopyPolicy(
            plain.offsets(),
            plain.fillerRecords(),
            TransactionRule.valueOf(args[6]),
            plain.reactions(),
            plain.deadLetters(),
            plain.records());
    EngineOptions leased = EngineOptions.defaults().withPolicy(policy).withLeaseSession(LEASE);
    EngineOptions options = Boolean.parseBoolean(args[7]) ? leased : leased.withoutLease();
    new LinkEngine(link, from, to, options, Clock.systemUTC()).start();
    new CountDownLatch(1).await();
  }
}
