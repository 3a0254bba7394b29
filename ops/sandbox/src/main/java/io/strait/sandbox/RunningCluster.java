package io.strait.sandbox;

import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The nodes of one cluster, started controller first and stopped controller last. */
final class RunningCluster<N extends ClusterNode> {
  private final ClusterBlueprint blueprint;
  private final Map<Integer, N> nodes = new TreeMap<>();

  RunningCluster(ClusterBlueprint blueprint, NodeFactory<N> factory) {
    this.blueprint = blueprint;
    for (NodeBlueprint node : blueprint.nodes()) {
      nodes.put(node.id(), factory.node(blueprint, node));
    }
  }

  /** Makes a node that is formatted and not yet running. */
  interface NodeFactory<N> {
    N node(ClusterBlueprint cluster, NodeBlueprint node);

    /** Prepares the node's directory before its first start. */
    default void format(ClusterBlueprint cluster, NodeBlueprint node) {
      NodeStorage.format(cluster, node);
    }
  }

  /** Starts everything, or leaves nothing running. */
  void start() throws BindException {
    try {
      if (!blueprint.controller().servesClients()) {
        nodes.get(blueprint.controller().id()).start();
      }
      together(ClusterNode::start);
    } catch (BindException | RuntimeException e) {
      discard();
      throw e;
    }
  }

  /** Ends everything for good, the controller last. */
  void discard() {
    try {
      together(ClusterNode::discard);
    } catch (BindException e) {
      throw new IllegalStateException("ending a broker binds nothing", e);
    } finally {
      nodes.get(blueprint.controller().id()).discard();
    }
  }

  void startBroker(int brokerId) {
    try {
      broker(brokerId).start();
    } catch (BindException e) {
      throw new SandboxException(
          "broker "
              + brokerId
              + " of '"
              + blueprint.spec().alias()
              + "' cannot have its port back: "
              + e.getMessage()
              + "; end the program that took it and start the broker again",
          e);
    }
  }

  void stopBroker(int brokerId) {
    broker(brokerId).stop();
  }

  N broker(int brokerId) {
    N node = nodes.get(brokerId);
    if (node == null || brokerId < 1) {
      throw new IllegalArgumentException(
          "cluster '"
              + blueprint.spec().alias()
              + "' has no broker "
              + brokerId
              + ", only "
              + brokerIds());
    }
    return node;
  }

  List<Integer> brokerIds() {
    return blueprint.brokers().stream().map(NodeBlueprint::id).toList();
  }

  /**
   * Brokers wait for one another (to register, to hand leaders over), so each gets a thread. All
   * have ended when this returns or throws the first failure.
   */
  private void together(NodeAct act) throws BindException {
    List<Callable<Void>> acts = new ArrayList<>();
    for (int id : brokerIds()) {
      acts.add(
          () -> {
            act.on(nodes.get(id));
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(acts.size());
    try {
      for (Future<Void> done : threads.invokeAll(acts)) {
        join(done);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while brokers were starting or stopping", e);
    } finally {
      threads.shutdown();
    }
  }

  private static void join(Future<Void> done) throws BindException, InterruptedException {
    try {
      done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BindException clash) {
        throw clash;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new SandboxException("a broker failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private interface NodeAct {
    void on(ClusterNode node) throws BindException;
  }
}
