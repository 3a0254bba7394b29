package io.strait.replicator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import io.strait.sandbox.proxy.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class CoordinatorLeaseIT {
  private static final Duration SESSION = Duration.ofSeconds(3);
  private static final Duration TURN = Duration.ofMillis(100);

  @TempDir private Path folder;

  @Test
  void shouldCountItselfOutWithinTheSessionWhenCutOffFromTheCoordinator() {
    try (SandboxCluster sandbox =
            SandboxCluster.start(
                SandboxSpec.plain("leased", folder)
                    .withProxies(1)
                    .withSetting("group.min.session.timeout.ms", "1000"));
        Cluster cluster =
            new Cluster(
                new ClusterSpec(
                    new ClusterAlias("leased"),
                    sandbox.bootstrap(),
                    sandbox.clientProperties(Principals.STRAIT)))) {
      ReadyTopics.create(cluster.admin(), List.of(new NewTopic("turns", 1, (short) 1)));
      try (CoordinatorLease lease =
          new CoordinatorLease(cluster, "turns", "turns", SESSION, () -> {})) {
        await().atMost(Duration.ofSeconds(20)).until(() -> lease.poll(TURN));

        sandbox.proxy(1).set(Faults.stalled());

        long cut = System.nanoTime();
        await().atMost(Duration.ofSeconds(20)).until(() -> !lease.poll(TURN));
        assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(SESSION);

        sandbox.proxy(1).heal();

        await().atMost(Duration.ofSeconds(40)).until(() -> lease.poll(TURN));
      }
    }
  }
}
