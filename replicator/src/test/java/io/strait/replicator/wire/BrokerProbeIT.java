package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class BrokerProbeIT {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  @TempDir private static Path directory;
  private static SandboxCluster east;

  @BeforeAll
  static void startCluster() {
    east = SandboxCluster.start(SandboxSpec.secured("east", directory));
  }

  @AfterAll
  static void stopCluster() {
    east.close();
  }

  @Test
  void shouldAskEachBrokerForItsOwnAclsOverTls() {
    try (BrokerProbe probe = new BrokerProbe(spec("strait-cutover"), DEADLINE)) {
      int broker = probe.brokers().get(0).id();

      assertThat(probe.describeAcls(broker, AclBindingFilter.ANY)).isNotEmpty();
      assertThatThrownBy(() -> probe.describeAcls(77, AclBindingFilter.ANY))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("77");
    }
  }

  @Test
  void shouldReadLogEndsFromTheLeader() {
    TopicPartition partition = new TopicPartition("ends", 0);
    try (Cluster cluster = new Cluster(spec("admin"));
        Producer<byte[], byte[]> producer = cluster.producer(Map.of())) {
      ReadyTopics.create(cluster.admin(), List.of(new NewTopic("ends", 1, (short) 1)));
      for (int i = 0; i < 7; i++) {
        producer.send(new ProducerRecord<>("ends", 0, null, new byte[] {1}));
      }
      producer.flush();
    }

    try (BrokerProbe probe = new BrokerProbe(spec("admin"), DEADLINE)) {
      LeaderEnd end = probe.leaderEnds(List.of(partition)).get(partition);

      assertThat(end.logEnd()).isEqualTo(7);
      assertThat(end.highWatermark()).isEqualTo(7);
      assertThat(end.lastStableOffset()).isEqualTo(7);
      assertThat(end.leader()).isEqualTo(1);
      assertThat(end.leaderEpoch()).isGreaterThanOrEqualTo(0);
      assertThatThrownBy(() -> probe.leaderEnds(List.of(new TopicPartition("absent", 0))))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("absent");
    }
  }

  @Test
  void shouldSayThatAHumanIsNeededWhenThePasswordIsWrong() {
    ClusterSpec wrong =
        spec("admin")
            .with(
                Map.of(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"admin\" password=\"not-this-one\";"));
    try (BrokerProbe probe = new BrokerProbe(wrong, DEADLINE)) {
      assertThatThrownBy(probe::brokers)
          .isInstanceOfSatisfying(
              ClusterException.class, e -> assertThat(e.kind()).isEqualTo(FaultKind.NEEDS_HUMAN))
          .hasMessageContaining("refused")
          .hasMessageNotContaining("not-this-one");
    }
  }

  private static ClusterSpec spec(String principal) {
    return new ClusterSpec(
        new ClusterAlias("east"), east.bootstrap(), east.clientProperties(principal));
  }
}
