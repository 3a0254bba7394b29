package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class AccessIT {
  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;

  @BeforeAll
  static void startClusters() {
    east = SandboxCluster.start(SandboxSpec.secured("east", directory));
    // Sessions so short that every connection has to log in again several times.
    west =
        SandboxCluster.start(
            SandboxSpec.secured("west", directory)
                .withSetting("connections.max.reauth.ms", "2000"));
    clusters = new TwoClusters(east, west, "strait");
  }

  @AfterAll
  static void stopClusters() {
    clusters.close();
    east.close();
    west.close();
  }

  @Test
  void shouldSayThatAHumanIsNeededWhenThePasswordIsWrong() {
    ClusterSpec source =
        new ClusterSpec(
            new ClusterAlias("east"), east.bootstrap(), east.clientProperties("strait"));
    ClusterSpec target =
        new ClusterSpec(new ClusterAlias("west"), west.bootstrap(), west.clientProperties("strait"))
            .with(
                Map.of(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"strait\" password=\"not-this-one\";"));
    Link link =
        new Link(
            new LinkName("locked-out"),
            source.alias(),
            target.alias(),
            List.of(TopicMapping.same("t")));
    try (LinkEngine engine =
        new LinkEngine(link, source, target, EngineOptions.defaults(), Clock.systemUTC())) {
      engine.start();

      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(engine.progress().problem().orElse(""))
                      .startsWith("NEEDS_HUMAN")
                      .contains("west")
                      .doesNotContain("not-this-one"));
    }
  }

  @Test
  void shouldKeepCopyingWhileBrokersAskForANewLoginAndSurviveALostPermission() {
    clusters.createTopic(clusters.source, "guarded", 2, Map.of());
    Load load = new Load(clusters.source, "guarded", 2, 31);
    AclBinding deny =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "guarded", PatternType.LITERAL),
            new AccessControlEntry("User:strait", "*", AclOperation.WRITE, AclPermissionType.DENY));
    try (LinkEngine engine =
        clusters.engine(clusters.link("guarded", "guarded"), EngineOptions.defaults())) {
      CompletableFuture<Void> beside = load.sendBeside(60_000);
      clusters.awaitCopied(engine, "guarded", 2);
      beside.join();
      clusters.target.await("denying", clusters.target.admin().createAcls(List.of(deny)).all());
      load.send(500);
      Awaitility.await()
          .atMost(TwoClusters.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(engine.progress().partitions())
                      .anySatisfy(
                          p -> assertThat(p.problem().orElse("")).startsWith("NEEDS_HUMAN")));
      clusters.target.await(
          "allowing", clusters.target.admin().deleteAcls(List.of(deny.toFilter())).all());

      clusters.awaitCopied(engine, "guarded", 2);
    }
    clusters.assertSame("guarded", 2);
  }
}
