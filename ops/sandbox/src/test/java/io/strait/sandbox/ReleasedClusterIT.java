package io.strait.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
class ReleasedClusterIT {
  @TempDir static Path directory;
  static final Map<KafkaRelease, ChildCluster> CLUSTERS = new EnumMap<>(KafkaRelease.class);

  @BeforeAll
  static void start() {
    Map<KafkaRelease, CompletableFuture<ChildCluster>> starting = new EnumMap<>(KafkaRelease.class);
    for (KafkaRelease release : KafkaRelease.values()) {
      SandboxSpec spec = SandboxSpec.secured("old-" + release.ordinal(), directory);
      starting.put(release, CompletableFuture.supplyAsync(() -> ChildCluster.start(spec, release)));
    }
    starting.forEach((release, cluster) -> CLUSTERS.put(release, cluster.join()));
  }

  @AfterAll
  static void close() {
    List<Long> pids = CLUSTERS.values().stream().map(cluster -> cluster.pid(1)).toList();
    CLUSTERS.values().forEach(ChildCluster::close);
    assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void shouldServeClientsAndHoldThemToTheirPermissions(KafkaRelease release) {
    ChildCluster cluster = CLUSTERS.get(release);
    TestClients admin = new TestClients(cluster, Principals.ADMIN);
    TestClients app = new TestClients(cluster, Principals.APP);
    admin.createTopic("mine", 1);
    admin.createTopic("others", 1);
    cluster.grantApplication(List.of("mine"), List.of("readers"));

    app.send("mine", "k", "hello");

    assertThat(app.readByGroup("readers", "mine", 1)).containsExactly("hello");
    assertThatThrownBy(() -> app.send("others", "k", "no"))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    assertThat(cluster.log(1)).content().contains("Kafka version: " + release.version());
  }

  @Test
  void shouldHoldUsersAndQuotasInZooKeeperWhenTheReleaseIsThatOld() throws Exception {
    ChildCluster cluster = CLUSTERS.get(KafkaRelease.V2_8_2);
    try (Admin admin = new TestClients(cluster, Principals.ADMIN).admin()) {
      ClientQuotaEntity app = new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, Principals.APP));
      admin
          .alterClientQuotas(
              List.of(
                  new ClientQuotaAlteration(
                      app, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1e6)))))
          .all()
          .get();

      assertThat(admin.describeUserScramCredentials().users().get())
          .containsExactlyInAnyOrderElementsOf(Principals.clients());
      assertThat(admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get())
          .containsEntry(app, Map.of("producer_byte_rate", 1e6));
      assertThatThrownBy(() -> admin.describeMetadataQuorum().quorumInfo().get())
          .as("there is no quorum to describe")
          .hasCauseInstanceOf(UnsupportedVersionException.class);
    }
  }
}
