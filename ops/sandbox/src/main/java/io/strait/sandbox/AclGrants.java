package io.strait.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** Creates ACLs and waits until the brokers know them: creation returns before they do. */
final class AclGrants {
  private static final long DEADLINE_SECONDS = 30;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final ClusterBlueprint cluster;

  AclGrants(ClusterBlueprint cluster) {
    this.cluster = cluster;
  }

  void grant(List<AclBinding> acls) {
    if (cluster.tls().isEmpty()) {
      throw new SandboxException(
          "cluster '"
              + cluster.spec().alias()
              + "' is plain and has no authorizer; start it with "
              + "SandboxSpec.secured to grant permissions");
    }
    Map<String, Object> properties = new TreeMap<>(cluster.clientProperties(Principals.ADMIN));
    properties.put("bootstrap.servers", cluster.bootstrap());
    properties.put("client.id", "sandbox-grants");
    try (Admin admin = Admin.create(properties)) {
      admin.createAcls(acls).all().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      await(admin, acls);
    } catch (ExecutionException | TimeoutException e) {
      throw new SandboxException(
          "cannot grant permissions on cluster '"
              + cluster.spec().alias()
              + "' at "
              + cluster.bootstrap()
              + "; are its brokers running?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while granting permissions", e);
    }
  }

  private void await(Admin admin, List<AclBinding> acls)
      throws InterruptedException, ExecutionException, TimeoutException {
    long committed = cluster.zooKeeper() ? 0 : quorum(admin).highWatermark();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!fetched(admin, committed) || !visible(admin, acls)) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("granted permissions are not visible on every broker");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static QuorumInfo quorum(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin.describeMetadataQuorum().quorumInfo().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Every broker that reports to the controller has the metadata records up to here. With ZooKeeper
   * there is nothing to ask: brokers other than the one that answers may know a moment later.
   */
  private boolean fetched(Admin admin, long offset)
      throws InterruptedException, ExecutionException, TimeoutException {
    return cluster.zooKeeper()
        || quorum(admin).observers().stream().allMatch(broker -> broker.logEndOffset() >= offset);
  }

  private static boolean visible(Admin admin, List<AclBinding> acls)
      throws InterruptedException, ExecutionException, TimeoutException {
    Collection<AclBinding> known =
        admin.describeAcls(AclBindingFilter.ANY).values().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    return known.containsAll(acls);
  }
}
