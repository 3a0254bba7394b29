package io.strait.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ThreeBrokersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path directory;
  static SandboxCluster cluster;
  static TestClients admin;

  @BeforeAll
  static void start() {
    cluster =
        SandboxCluster.start(
            SandboxSpec.secured("three", directory)
                .withBrokers(3)
                .withSetting("broker.session.timeout.ms", "3000")
                .withSetting("broker.heartbeat.interval.ms", "500")
                .withBrokerSettings(2, Map.of("broker.rack", "b")));
    admin = new TestClients(cluster, Principals.ADMIN);
  }

  @AfterAll
  static void close() {
    cluster.close();
    assertThat(directory).isEmptyDirectory();
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> !thread.isDaemon())
                .map(Thread::getName))
        .as("threads that would keep a program from ending")
        .noneMatch(
            name -> name.contains("kafka") || name.contains("raft") || name.startsWith("pool-"));
  }

  private static int leader(String topic) throws Exception {
    return describe(topic).partitions().get(0).leader().id();
  }

  private static TopicDescription describe(String topic) throws Exception {
    try (Admin client = admin.admin()) {
      return client.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    }
  }

  @Test
  void shouldMoveTheLeaderAndKeepEveryRecordWhenItsBrokerRestarts() throws Exception {
    admin.createTopic("moved", 1);
    admin.send("moved", "k", "one");
    int first = leader("moved");

    cluster.stopBroker(first);
    await().atMost(PATIENCE).until(() -> leader("moved") != first);
    admin.send("moved", "k", "two");
    cluster.startBroker(first);
    admin.send("moved", "k", "three");

    await().atMost(PATIENCE).until(() -> describe("moved").partitions().get(0).isr().size() == 3);
    assertThat(admin.readAll("moved", 3)).containsExactly("one", "two", "three");
  }

  @Test
  void shouldApplySettingsToOneBrokerOnlyWhenGivenForIt() throws Exception {
    try (Admin client = admin.admin()) {
      assertThat(client.describeCluster().nodes().get())
          .extracting(node -> node.id() + "=" + node.rack())
          .containsExactlyInAnyOrder("1=null", "2=b", "3=null");
    }
  }

  @Test
  void shouldRefuseBrokersThatDoNotExist() {
    assertThatThrownBy(() -> cluster.stopBroker(0))
        .hasMessageContaining("no broker 0, only [1, 2, 3]");
    assertThatThrownBy(() -> cluster.proxy(1)).hasMessageContaining("withProxies");
  }
}
