package io.strait.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SandboxClusterIT {
  @TempDir static Path directory;
  static SandboxCluster east;
  static SandboxCluster west;

  @BeforeAll
  static void startBothAtOnce() {
    CompletableFuture<SandboxCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.secured("west", directory)));
    east = SandboxCluster.start(SandboxSpec.secured("east", directory));
    west = other.join();
  }

  @AfterAll
  static void closeBoth() {
    east.close();
    west.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldProduceAndConsumeAsTheApplicationWhenGranted() {
    for (SandboxCluster cluster : List.of(east, west)) {
      TestClients admin = new TestClients(cluster, Principals.ADMIN);
      admin.createTopic("flights", 2);
      cluster.grantApplication(List.of("flights"), List.of("readers"));

      TestClients app = new TestClients(cluster, Principals.APP);
      app.send("flights", "ATL", cluster.alias());

      assertThat(app.readByGroup("readers", "flights", 1)).containsExactly(cluster.alias());
    }
  }

  @Test
  void shouldRefuseTopicsAndGroupsWhenNotGranted() {
    new TestClients(east, Principals.ADMIN).createTopic("secrets", 1);
    TestClients app = new TestClients(east, Principals.APP);

    assertThatThrownBy(() -> app.send("secrets", "k", "v"))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> app.readByGroup("strangers", "secrets", 1))
        .isInstanceOfAny(GroupAuthorizationException.class, TopicAuthorizationException.class);
  }

  @Test
  void shouldRefuseLoginWhenThePasswordIsWrong() {
    Map<String, String> properties =
        Map.of("sasl.jaas.config", west.clientProperties(Principals.ADMIN).get("sasl.jaas.config"));
    TestClients stranger = new TestClients(east, Principals.ADMIN).with(properties);

    assertThatThrownBy(() -> stranger.createTopic("never", 1))
        .hasRootCauseInstanceOf(SaslAuthenticationException.class);
  }

  @Test
  void shouldLetTheCutoverFenceAndTheCopyingOnlyCopy() {
    new TestClients(west, Principals.ADMIN).createTopic("any", 1);
    List<AclBinding> fence =
        List.of(
            new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "any", PatternType.LITERAL),
                new AccessControlEntry(
                    "User:app", "*", AclOperation.WRITE, AclPermissionType.DENY)));

    TestClients copying = new TestClients(west, Principals.STRAIT);
    copying.send("any", "k", "copied");
    copying.createTopic("strait.links", 1);
    assertThatThrownBy(() -> copying.grant(fence))
        .hasRootCauseInstanceOf(ClusterAuthorizationException.class);

    TestClients cutover = new TestClients(west, Principals.STRAIT_CUTOVER);
    cutover.grant(fence);
    cutover.createTopic("strait.journal", 1);
    assertThat(cutover.readAll("any", 1)).containsExactly("copied");
    assertThatThrownBy(() -> cutover.send("any", "k", "not mine"))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void shouldLetNobodyButBrokersThroughTheInnerDoors() {
    NodeBlueprint node = west.blueprint(1);
    TestClients admin = new TestClients(west, Principals.ADMIN);

    for (int port : List.of(node.internalPort(), node.controllerPort())) {
      TestClients intruder = admin.with(Map.of("bootstrap.servers", "127.0.0.1:" + port));
      assertThatThrownBy(() -> intruder.createTopic("never", 1))
          .hasRootCauseInstanceOf(UnsupportedSaslMechanismException.class);
    }
  }

  @Test
  void shouldKeepRecordsWhenTheBrokerRestarts() {
    TestClients admin = new TestClients(east, Principals.ADMIN);
    admin.createTopic("kept", 1);
    admin.send("kept", "k", "before");
    String bootstrap = east.bootstrap();

    east.restartBroker(1);
    admin.send("kept", "k", "after");

    assertThat(east.bootstrap()).isEqualTo(bootstrap);
    assertThat(admin.readAll("kept", 2)).containsExactly("before", "after");
  }

  @Test
  void shouldRefuseToStartTwiceWhenRunning() {
    assertThatThrownBy(() -> east.startBroker(1))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("already running");
  }

  @Test
  void shouldStartAndLeaveNothingBehindWhenPlain() {
    String topic = "open";
    try (SandboxCluster plain = SandboxCluster.start(SandboxSpec.plain("plain", directory))) {
      TestClients anyone = new TestClients(plain, Principals.APP);
      anyone.createTopic(topic, 1);
      anyone.send(topic, "k", "v");
      assertThat(anyone.readAll(topic, 1)).containsExactly("v");
      assertThatThrownBy(plain::grantStandardAcls).isInstanceOf(SandboxException.class);
    }
    assertThat(directory.resolve("plain")).doesNotExist();
  }

  @Test
  void shouldRefuseADirectoryWhenItExists() {
    assertThatThrownBy(() -> SandboxCluster.start(SandboxSpec.plain("east", directory)))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("must not exist yet");
  }
}
