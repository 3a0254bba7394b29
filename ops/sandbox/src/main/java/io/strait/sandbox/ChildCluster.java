package io.strait.sandbox;

import io.strait.sandbox.child.ChildJvm;
import io.strait.sandbox.child.ChildProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A real KRaft cluster whose nodes each live in a JVM of their own, so that crashes are crashes.
 *
 * <p>The children end with this JVM, also when it is killed; only a child that is paused at that
 * moment stays behind. Signals need a POSIX system.
 */
public final class ChildCluster extends LiveCluster<ChildNode> {
  private ChildCluster(ClusterLaunch.Launched<ChildNode> launched) {
    super(launched);
  }

  /**
   * Starts the cluster; returns once it serves clients and, where asked, the ACLs are in force.
   *
   * @throws SandboxException when it does not start; nothing is left behind then
   */
  public static ChildCluster start(SandboxSpec spec) {
    return start(spec, ChildJvm.SMALL);
  }

  /**
   * The same with other JVM flags for every node, such as a heap of production's size.
   *
   * @throws SandboxException when it does not start; nothing is left behind then
   */
  public static ChildCluster start(SandboxSpec spec, List<String> jvmFlags) {
    ChildCluster cluster =
        new ChildCluster(
            new ClusterLaunch<>(spec, (blueprint, node) -> node(blueprint, node, jvmFlags)).run());
    cluster.grantIfAsked(spec);
    return cluster;
  }

  private static ChildNode node(
      ClusterBlueprint cluster, NodeBlueprint node, List<String> jvmFlags) {
    return new ChildNode(
        new ChildJvm(
            "node " + node.id() + " of '" + cluster.spec().alias() + "'",
            ChildProgram.broker(BrokerSettings.of(cluster, node)),
            jvmFlags,
            log(node)));
  }

  /**
   * Starts a cluster of an older release; the same as {@link #start(SandboxSpec)} otherwise.
   *
   * <p>Settings that the release does not know are ignored by it. With ZooKeeper, a broker that was
   * killed can take six seconds longer to come back. Obtains the release when it is asked for the
   * first time, which takes as long as the network does.
   *
   * @throws SandboxException when the release cannot be fetched or does not start; nothing is left
   *     behind then
   */
  public static ChildCluster start(SandboxSpec spec, KafkaRelease release) {
    ReleasedNodes nodes = new ReleasedNodes(release);
    ChildCluster cluster =
        new ChildCluster(new ClusterLaunch<>(spec, Optional.of(release), nodes).run());
    cluster.createUsersIfNeeded(release);
    cluster.grantIfAsked(spec);
    return cluster;
  }

  static Path log(NodeBlueprint node) {
    return node.directory().resolveSibling("node-" + node.id() + ".log");
  }

  /** Ends a broker at once with SIGKILL; {@link #startBroker} brings it back on its data. */
  public synchronized void killBroker(int brokerId) {
    broker(brokerId).child().kill();
  }

  /**
   * Freezes a broker with SIGSTOP: its connections stay open and nothing answers.
   *
   * @throws IllegalStateException when it is not running
   */
  public synchronized void pauseBroker(int brokerId) {
    broker(brokerId).child().pause();
  }

  /**
   * Lets a frozen broker go on with SIGCONT.
   *
   * @throws IllegalStateException when it is not running
   */
  public synchronized void resumeBroker(int brokerId) {
    broker(brokerId).child().resume();
  }

  /** The process id of a broker's last start. */
  public synchronized long pid(int brokerId) {
    return broker(brokerId).child().pid();
  }

  /** What a broker logged over all its starts; deleted when the cluster is closed. */
  public Path log(int brokerId) {
    return log(blueprint(brokerId));
  }
}
