package io.strait.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * Creates the clients' SCRAM credentials on a cluster that runs, through the brokers' own listener,
 * where nobody needs them; returns once they let each client in.
 */
final class ScramUsers {
  private static final int ITERATIONS = 4_096;
  private static final long DEADLINE_SECONDS = 30;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ClusterBlueprint cluster;

  ScramUsers(ClusterBlueprint cluster) {
    this.cluster = cluster;
  }

  void create() {
    List<UserScramCredentialAlteration> wanted = new ArrayList<>();
    for (String name : Principals.clients()) {
      wanted.add(
          new UserScramCredentialUpsertion(
              name,
              new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
              cluster.credentials().password(name)));
    }
    Map<String, Object> properties = new TreeMap<>(cluster.insideProperties());
    properties.put("bootstrap.servers", cluster.insideBootstrap());
    properties.put("client.id", "sandbox-users");
    try (Admin admin = Admin.create(properties)) {
      admin.alterUserScramCredentials(wanted).all().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      await(admin);
    } catch (ExecutionException | TimeoutException e) {
      throw new SandboxException(
          "cannot create the users of cluster '" + cluster.spec().alias() + "'", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while creating users", e);
    }
  }

  private static void await(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!known(admin).containsAll(Principals.clients())) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("the brokers do not know the new users");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static List<String> known(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin.describeUserScramCredentials().users().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }
}
