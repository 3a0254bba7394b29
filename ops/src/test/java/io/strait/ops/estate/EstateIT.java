package io.strait.ops.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.ops.ConfigFiles;
import io.strait.ops.ServeProcess;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.KafkaRelease;
import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole estate on Kafka 2.8.2 becomes a twin on this release, through a storm of changes and
 * SIGKILL of the daemon in its middle.
 *
 * <p>{@code -Destate.topics}, {@code -Destate.acls}, {@code -Destate.groups}, {@code -Destate.seed}
 * and {@code -Destate.release} make it larger or another one.
 */
@Timeout(300)
final class EstateIT {
  private static final int TOPICS = Integer.getInteger("estate.topics", 60);
  private static final int ACLS = Integer.getInteger("estate.acls", 700);
  private static final int GROUPS = Integer.getInteger("estate.groups", 40);
  private static final long SEED = Long.getLong("estate.seed", 4);
  private static final KafkaRelease RELEASE =
      KafkaRelease.valueOf(System.getProperty("estate.release", "V2_8_2"));
  private static final Duration SOON =
      Duration.ofSeconds(Integer.getInteger("estate.patience", 90));

  @TempDir private static Path folder;
  private static KafkaCluster east;
  private static KafkaCluster west;

  @BeforeAll
  static void start() {
    CompletableFuture<KafkaCluster> second =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.secured("west", folder)));
    east = ChildCluster.start(SandboxSpec.secured("east", folder), RELEASE);
    west = second.join();
  }

  @AfterAll
  static void stop() {
    east.close();
    west.close();
  }

  @Test
  void shouldBecomeATwinAndStayOneThroughAStormAndAKill() throws Exception {
    Path config = ConfigFiles.writeAs(folder, Principals.ADMIN, List.of(east, west), LINK);
    try (Admin source = Admin.create(properties(east));
        Admin target = Admin.create(properties(west))) {
      EstateTopics topics = new EstateTopics(source, properties(east), SEED);
      EstateAcls acls = new EstateAcls(source, SEED, RELEASE != KafkaRelease.V2_8_2);
      EstateGroups groups = new EstateGroups(source, SEED);
      EstateQuotas quotas = new EstateQuotas(source, SEED);
      topics.create(TOPICS);
      acls.create(ACLS, List.copyOf(topics.names()));
      groups.create(GROUPS, topics);
      quotas.storm(60);
      try (ServeProcess first = ServeProcess.start(config)) {
        awaitTwin(first, source, target, topics, groups);
        topics.storm();
        acls.storm(List.copyOf(topics.names()));
        first.kill();
      }
      groups.storm(topics);
      quotas.storm(60);
      try (ServeProcess second = ServeProcess.start(config)) {
        topics.storm();
        awaitTwin(second, source, target, topics, groups);
        acls.storm(List.copyOf(topics.names()));
        awaitTwin(second, source, target, topics, groups);
      }
    }
  }

  private static final String LINK =
      """
      identities: { copying: "User:admin", cutover: "User:admin", superUsers: ["User:admin"] }
      links:
        - name: estate
          source: east
          target: west
          patterns: [".*"]
          twin:
            keep: [topics, acls, quotas, groups]
            every: 2s
            acls: { write: applied }
            groups: { every: 2s }
      """;

  private static void awaitTwin(
      ServeProcess daemon, Admin source, Admin target, EstateTopics topics, EstateGroups groups) {
    Map<String, List<String>> last = new HashMap<>();
    try {
      await()
          .pollInterval(Duration.ofMillis(500))
          .atMost(SOON)
          .until(
              () -> {
                EstateCheck check =
                    new EstateCheck(source, target)
                        .topics(topics.names())
                        .acls(EstateIT::isOfTheEstate)
                        .quotas()
                        .groups(groups.names());
                last.put("wrong", check.wrong());
                return check.wrong().isEmpty();
              });
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      List<String> wrong = last.getOrDefault("wrong", List.of("nothing could be compared"));
      assertThat(wrong).as("what differs; the daemon's log: %s", daemon.log()).isEmpty();
    }
  }

  /** What the sandbox grants to Strait itself is no part of it. */
  private static boolean isOfTheEstate(AclBinding one) {
    String principal = one.entry().principal();
    return !principal.startsWith("User:strait") && !principal.equals("User:app");
  }

  private static Map<String, Object> properties(KafkaCluster cluster) {
    Map<String, Object> properties = new HashMap<>(cluster.clientProperties(Principals.ADMIN));
    properties.put("bootstrap.servers", cluster.bootstrap());
    return properties;
  }
}
