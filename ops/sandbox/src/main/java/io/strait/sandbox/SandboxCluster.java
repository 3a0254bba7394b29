package io.strait.sandbox;

/**
 * A real KRaft cluster inside this JVM: up in about two seconds, gone on {@link #close}.
 *
 * <p>Its brokers' threads keep the JVM alive until it is closed. A fatal fault of a broker is
 * logged and does not end this JVM: the first start replaces Kafka's exit and halt procedures for
 * good. Not guaranteed: anything a crash would do; for that see {@link ChildCluster}.
 */
public final class SandboxCluster extends LiveCluster<EmbeddedNode> {
  private SandboxCluster(ClusterLaunch.Launched<EmbeddedNode> launched) {
    super(launched);
  }

  /**
   * Starts the cluster; returns once it serves clients and, where asked, the ACLs are in force.
   *
   * @throws SandboxException when it does not start; nothing is left behind then
   */
  public static SandboxCluster start(SandboxSpec spec) {
    SandboxCluster cluster =
        new SandboxCluster(new ClusterLaunch<>(spec, SandboxCluster::node).run());
    cluster.grantIfAsked(spec);
    return cluster;
  }

  private static EmbeddedNode node(ClusterBlueprint cluster, NodeBlueprint node) {
    return new EmbeddedNode(node.id(), BrokerSettings.of(cluster, node));
  }
}
