package io.strait.sandbox;

import io.strait.sandbox.proxy.FaultProxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;

/** What clusters have in common, whichever JVM their brokers live in. */
abstract sealed class LiveCluster<N extends ClusterNode> implements KafkaCluster
    permits SandboxCluster, ChildCluster {
  private final ClusterBlueprint blueprint;
  private final ClusterDirectory directory;
  private final RunningCluster<N> running;
  private final BrokerProxies proxies;
  private boolean closed;

  LiveCluster(ClusterLaunch.Launched<N> launched) {
    this.blueprint = launched.blueprint();
    this.directory = launched.directory();
    this.running = launched.running();
    this.proxies = launched.proxies();
  }

  @Override
  public String alias() {
    return blueprint.spec().alias();
  }

  @Override
  public String bootstrap() {
    return blueprint.bootstrap();
  }

  /**
   * The brokers' own listeners, which no fault proxy stands before; plaintext on a plain cluster.
   * On a secured one they let in brokers only.
   */
  public String insideBootstrap() {
    return blueprint.insideBootstrap();
  }

  @Override
  public Map<String, String> clientProperties(String principal) {
    return blueprint.clientProperties(principal);
  }

  @Override
  public List<Integer> brokerIds() {
    return running.brokerIds();
  }

  @Override
  public synchronized void startBroker(int brokerId) {
    if (closed) {
      throw new SandboxException(
          "cluster '" + alias() + "' is closed and its data is deleted; start a new one");
    }
    running.startBroker(brokerId);
  }

  @Override
  public synchronized void stopBroker(int brokerId) {
    running.stopBroker(brokerId);
  }

  @Override
  public FaultProxy proxy(int brokerId) {
    running.broker(brokerId);
    return proxies.of(brokerId);
  }

  N broker(int brokerId) {
    return running.broker(brokerId);
  }

  NodeBlueprint blueprint(int brokerId) {
    running.broker(brokerId);
    return blueprint.nodes().stream().filter(node -> node.id() == brokerId).findAny().orElseThrow();
  }

  @Override
  public void grantStandardAcls() {
    List<AclBinding> acls = new ArrayList<>(StandardAcls.copying());
    acls.addAll(StandardAcls.cuttingOver());
    new AclGrants(blueprint).grant(acls);
  }

  /** Where SCRAM credentials can only be created on a running cluster. */
  void createUsersIfNeeded(KafkaRelease release) {
    if (blueprint.tls().isEmpty() || !release.mechanism().equals(Credentials.SCRAM)) {
      return;
    }
    try {
      new ScramUsers(blueprint).create();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The last step of a start; closes the cluster when it fails. */
  void grantIfAsked(SandboxSpec spec) {
    if (!spec.secured() || !spec.standardAcls()) {
      return;
    }
    try {
      grantStandardAcls();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void grantMarkers() {
    new AclGrants(blueprint).grant(StandardAcls.markers());
  }

  @Override
  public void grantApplication(Collection<String> topics, Collection<String> groups) {
    new AclGrants(blueprint).grant(StandardAcls.application(topics, groups));
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      running.discard();
    } finally {
      proxies.close();
      directory.delete(directory.path());
    }
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + alias() + " at " + bootstrap() + "]";
  }
}
