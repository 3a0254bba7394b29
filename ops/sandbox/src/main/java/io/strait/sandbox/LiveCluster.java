package io.strait.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;

/** What clusters have in common, whichever JVM their brokers live in. */
abstract sealed class LiveCluster implements KafkaCluster permits SandboxCluster {
  private final ClusterBlueprint blueprint;
  private final ClusterDirectory directory;
  private final RunningCluster running;
  private boolean closed;

  LiveCluster(ClusterLaunch.Launched launched) {
    this.blueprint = launched.blueprint();
    this.directory = launched.directory();
    this.running = launched.running();
  }

  @Override
  public String alias() {
    return blueprint.spec().alias();
  }

  @Override
  public String bootstrap() {
    return blueprint.bootstrap();
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
    running.startBroker(brokerId);
  }

  @Override
  public synchronized void stopBroker(int brokerId) {
    running.stopBroker(brokerId);
  }

  @Override
  public void grantStandardAcls() {
    List<AclBinding> acls = new ArrayList<>(StandardAcls.copying());
    acls.addAll(StandardAcls.cuttingOver());
    new AclGrants(blueprint).grant(acls);
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
      running.stop();
    } finally {
      directory.delete(directory.path());
    }
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + alias() + " at " + bootstrap() + "]";
  }
}
