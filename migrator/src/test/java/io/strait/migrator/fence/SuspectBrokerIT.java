package io.strait.migrator.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.migrator.fence.ProofOutcome.NotProven;
import io.strait.migrator.fence.ProofOutcome.Proven;
import io.strait.migrator.fence.acl.AclOutcome;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that does not answer may still believe to lead; here one leader is frozen. */
@Timeout(90)
class SuspectBrokerIT {
  private static final String TOPIC = "flights";
  private static final int PARTITIONS = 3;

  @TempDir static Path directory;
  private static ChildCluster cluster;
  private static SecuredSide east;

  @BeforeAll
  static void start() throws Exception {
    cluster = ChildCluster.start(SandboxSpec.secured("east", directory).withBrokers(3));
    east = new SecuredSide(cluster, Duration.ofSeconds(2));
    east.topicForApp(TOPIC, PARTITIONS, List.of());
  }

  @AfterAll
  static void stop() {
    east.close();
  }

  @Test
  void shouldProveOnlyOnceTheFrozenLeaderLeadsNothingAccordingToTheOthers() throws Exception {
    try (LiveWriter writer =
        new LiveWriter(
            east.producer(
                Principals.APP, Map.of("delivery.timeout.ms", 60_000, "max.block.ms", 60_000)),
            TOPIC,
            PARTITIONS)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> writer.acked() > 200);
      DenyPlan plan = east.writeFence().plan(List.of(TOPIC), List.of(SecuredSide.APP));
      int frozen = leader(0);
      cluster.pauseBroker(frozen);

      AclOutcome raised = east.writeFence().raise(plan, SecuredSide.budget());
      ProofOutcome tooEarly =
          east.proof()
              .prove(plan, List.of(TOPIC), SecuredSide.budget().withSuspects(Duration.ZERO));
      ProofOutcome outcome = east.proof().prove(plan, List.of(TOPIC), SecuredSide.budget());

      assertThat(raised).isNotInstanceOf(AclOutcome.Unconfirmed.class);
      assertThat(tooEarly)
          .isInstanceOfSatisfying(
              NotProven.class,
              failed -> {
                assertThat(failed.stage()).isEqualTo(ProofOutcome.Stage.BROKERS_SHOW_FENCE);
                assertThat(failed.suspects()).anyMatch(line -> line.contains("broker " + frozen));
              });
      assertThat(outcome).isInstanceOf(Proven.class);
      Proven proven = (Proven) outcome;
      assertThat(proven.evidence().suspects()).containsExactly(frozen);
      assertThat(proven.frontier().seals())
          .hasSize(PARTITIONS)
          .noneMatch(seal -> seal.leader() == frozen);

      cluster.resumeBroker(frozen);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(east.writeFence().look(plan).brokers())
                      .hasSize(3)
                      .allMatch(sight -> sight.asWanted()));
      assertThat(east.proof().recheck(proven.frontier(), plan))
          .as("the broker that came back has changed nothing")
          .isInstanceOf(Recheck.Holds.class);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        long end = proven.frontier().ends().get(new TopicPartition(TOPIC, partition));
        assertThat(writer.acked(partition))
            .isNotEmpty()
            .doesNotHaveDuplicates()
            .allMatch(offset -> offset < end);
      }
    }
  }

  private static int leader(int partition) throws Exception {
    return east.admin()
        .describeTopics(List.of(TOPIC))
        .allTopicNames()
        .get(30, TimeUnit.SECONDS)
        .get(TOPIC)
        .partitions()
        .get(partition)
        .leader()
        .id();
  }
}
