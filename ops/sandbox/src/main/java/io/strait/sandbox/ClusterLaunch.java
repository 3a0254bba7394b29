package io.strait.sandbox;

import java.net.BindException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from a spec to running nodes: directory, key pair, ports, format, start.
 *
 * <p>KRaft must know the controller's port before any node runs, so ports are chosen first and the
 * whole start is repeated with other ports when one of them was taken in between.
 */
final class ClusterLaunch<N extends ClusterNode> {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterLaunch.class);
  private static final int ATTEMPTS = 5;

  private final SandboxSpec spec;
  private final Optional<KafkaRelease> release;
  private final RunningCluster.NodeFactory<N> factory;
  private final SecureRandom random = new SecureRandom();

  ClusterLaunch(SandboxSpec spec, RunningCluster.NodeFactory<N> factory) {
    this(spec, Optional.empty(), factory);
  }

  ClusterLaunch(
      SandboxSpec spec, Optional<KafkaRelease> release, RunningCluster.NodeFactory<N> factory) {
    this.spec = spec;
    this.release = release;
    this.factory = factory;
  }

  /** What runs, and what it was made from. */
  record Launched<N extends ClusterNode>(
      ClusterDirectory directory,
      ClusterBlueprint blueprint,
      RunningCluster<N> running,
      BrokerProxies proxies) {}

  Launched<N> run() {
    ClusterDirectory directory = ClusterDirectory.create(spec);
    try {
      return attempt(directory);
    } catch (RuntimeException e) {
      directory.delete(directory.path());
      throw e;
    }
  }

  private Launched<N> attempt(ClusterDirectory directory) {
    Credentials credentials = Credentials.random(random);
    Optional<TlsStores> tls =
        spec.secured()
            ? Optional.of(
                TlsStores.create(directory.path(), spec.alias(), credentials.storePassword()))
            : Optional.empty();
    BindException last = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      ClusterBlueprint blueprint =
          new ClusterBlueprint(
              spec, release, Uuid.randomUuid().toString(), credentials, tls, nodes(directory));
      try {
        return start(directory, blueprint);
      } catch (BindException e) {
        last = e;
        LOG.atInfo()
            .addKeyValue("cluster", spec.alias())
            .addKeyValue("clash", e.getMessage())
            .log("Port taken in the meantime, starting again with others");
        blueprint.nodes().forEach(node -> directory.delete(node.directory()));
      }
    }
    throw new SandboxException(
        "cluster '" + spec.alias() + "' met taken ports " + ATTEMPTS + " times in a row", last);
  }

  private List<NodeBlueprint> nodes(ClusterDirectory directory) {
    List<Integer> ports =
        new LoopbackPorts(random).free(ClusterBlueprint.portsNeeded(spec, release));
    return ClusterBlueprint.nodes(spec, release, directory.path(), ports);
  }

  private Launched<N> start(ClusterDirectory directory, ClusterBlueprint blueprint)
      throws BindException {
    blueprint.nodes().forEach(node -> factory.format(blueprint, node));
    BrokerProxies proxies = BrokerProxies.open(blueprint);
    try {
      RunningCluster<N> running = new RunningCluster<>(blueprint, factory);
      running.start();
      return new Launched<>(directory, blueprint, running, proxies);
    } catch (BindException | RuntimeException e) {
      proxies.close();
      throw e;
    }
  }
}
