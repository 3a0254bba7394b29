package io.strait.migrator.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.strait.migrator.fence.ProofOutcome.NotProven;
import io.strait.migrator.fence.ProofOutcome.Proven;
import io.strait.migrator.fence.acl.AclOutcome;
import io.strait.migrator.fence.acl.Budget;
import io.strait.migrator.fence.acl.Denials;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WriteFenceIT {
  @TempDir static Path directory;
  private static SecuredSide east;

  @BeforeAll
  static void start() {
    east =
        new SecuredSide(
            SandboxCluster.start(SandboxSpec.secured("east", directory)), Duration.ofSeconds(5));
  }

  @AfterAll
  static void stop() {
    east.close();
  }

  @Test
  void shouldSealTheLogAndLetTheSameProducerContinueWhenFencedUnderLoad() throws Exception {
    east.topicForApp("loaded", 2, List.of());
    WriteFence fence = east.writeFence();
    try (LiveWriter writer =
        new LiveWriter(east.producer(Principals.APP, Map.of("linger.ms", 5)), "loaded", 2)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> writer.acked() > 200);

      DenyPlan plan = fence.plan(List.of("loaded"), List.of(SecuredSide.APP));
      AclOutcome raised = fence.raise(plan, SecuredSide.budget());
      ProofOutcome outcome = east.proof().prove(plan, List.of("loaded"), SecuredSide.budget());

      assertThat(raised).isInstanceOf(AclOutcome.Everywhere.class);
      assertThat(outcome).isInstanceOf(Proven.class);
      Frontier frontier = ((Proven) outcome).frontier();
      int refusedAtProof = writer.refused();
      await().atMost(Duration.ofSeconds(30)).until(() -> writer.refused() > refusedAtProof + 50);
      for (int partition = 0; partition < 2; partition++) {
        long end = frontier.ends().get(new TopicPartition("loaded", partition));
        assertThat(writer.acked(partition)).isNotEmpty().allMatch(offset -> offset < end);
        assertThat(writer.acked(partition))
            .as("every record below the frontier was acked")
            .hasSize((int) end);
      }
      assertThat(east.proof().recheck(frontier, plan)).isInstanceOf(Recheck.Holds.class);

      int ackedWhileFenced = writer.acked();
      assertThat(fence.lift(plan, SecuredSide.budget())).isInstanceOf(AclOutcome.Everywhere.class);
      await().atMost(Duration.ofSeconds(30)).until(() -> writer.acked() > ackedWhileFenced + 50);
      assertThat(writer.surprises())
          .as("batches in flight at the lift may follow one that was refused")
          .allMatch(surprise -> surprise.contains("OutOfOrderSequence"));
      for (int partition = 0; partition < 2; partition++) {
        assertThat(writer.acked(partition)).isSorted().doesNotHaveDuplicates();
      }
      assertThat(east.proof().recheck(frontier, plan)).isInstanceOf(Recheck.Broken.class);
    }
  }

  @Test
  void shouldLetTheLinkWriteAndVoidTheFrontierWhenOnlyTheApplicationIsFenced() throws Exception {
    east.topicForApp("mirrored", 1, List.of());
    WriteFence fence = east.writeFence();
    DenyPlan plan = fence.plan(List.of("mirrored"), List.of(SecuredSide.APP));
    fence.raise(plan, SecuredSide.budget());
    Frontier frontier =
        ((Proven) east.proof().prove(plan, List.of("mirrored"), SecuredSide.budget())).frontier();

    east.fill(Principals.STRAIT, "mirrored", 1, 3);

    assertThat(east.proof().recheck(frontier, plan))
        .isInstanceOfSatisfying(
            Recheck.Broken.class,
            broken ->
                assertThat(broken.reasons())
                    .containsExactly("mirrored-0: log end moved from 0 to 3"));
    fence.lift(plan, SecuredSide.budget());
  }

  @Test
  void shouldVoidTheFrontierWhenSomebodyLiftsTheFence() throws Exception {
    east.topicForApp("meddled", 1, List.of());
    WriteFence fence = east.writeFence();
    DenyPlan plan = fence.plan(List.of("meddled"), List.of(SecuredSide.APP));
    fence.raise(plan, SecuredSide.budget());
    Frontier frontier =
        ((Proven) east.proof().prove(plan, List.of("meddled"), SecuredSide.budget())).frontier();

    AclBinding ours = Deny.write("meddled", SecuredSide.APP).binding();
    east.admin().deleteAcls(List.of(ours.toFilter())).all().get(30, TimeUnit.SECONDS);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(east.proof().recheck(frontier, plan))
                    .isInstanceOf(Recheck.Broken.class));
    assertThat(fence.raise(plan, SecuredSide.budget()))
        .as("raising again from the same plan mends it")
        .isInstanceOf(AclOutcome.Everywhere.class);
    assertThat(east.proof().recheck(frontier, plan)).isInstanceOf(Recheck.Holds.class);
    fence.lift(plan, SecuredSide.budget());
    assertThat(fence.lift(plan, SecuredSide.budget()))
        .as("lifting twice is harmless")
        .isInstanceOf(AclOutcome.Everywhere.class);
  }

  @Test
  void shouldLeaveAForeignDenyAloneWhenTheFenceIsLifted() throws Exception {
    east.topicForApp("guarded", 1, List.of());
    AclBinding foreign =
        east.deny(SecuredSide.APP, ResourceType.TOPIC, "guarded", AclOperation.WRITE);
    await().atMost(Duration.ofSeconds(30)).until(() -> east.acls().contains(foreign));
    WriteFence fence = east.writeFence();

    DenyPlan plan = fence.plan(List.of("guarded"), List.of(SecuredSide.APP, "User:other"));
    fence.raise(plan, SecuredSide.budget());
    fence.lift(plan, SecuredSide.budget());

    assertThat(plan.foreign()).containsExactly(Deny.write("guarded", SecuredSide.APP));
    assertThat(plan.raised()).containsExactly(Deny.write("guarded", "User:other"));
    assertThat(east.acls())
        .contains(foreign)
        .doesNotContain(Deny.write("guarded", "User:other").binding());
  }

  @Test
  void shouldWaitForTheCommitWhenATransactionIsOpenAtTheFence() throws Exception {
    east.topicForApp("committed", 1, List.of());
    WriteFence fence = east.writeFence();
    try (KafkaProducer<String, String> producer = transactional("tx-committed")) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("committed", 0, "k", "v")).get(30, TimeUnit.SECONDS);
      DenyPlan plan = fence.plan(List.of("committed"), List.of(SecuredSide.APP));
      fence.raise(plan, SecuredSide.budget());

      CompletableFuture<Void> commit =
          CompletableFuture.runAsync(
              producer::commitTransaction,
              CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
      ProofOutcome outcome = east.proof().prove(plan, List.of("committed"), SecuredSide.budget());

      assertThat(commit).isCompleted();
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Proven.class,
              proven -> {
                assertThat(proven.evidence().openAtFence())
                    .singleElement()
                    .asString()
                    .contains("tx-committed");
                assertThat(proven.evidence().fencedTransactions()).isEmpty();
                assertThat(proven.frontier().ends())
                    .as("the record and its marker")
                    .containsExactly(Map.entry(new TopicPartition("committed", 0), 2L));
              });
      fence.lift(plan, SecuredSide.budget());
    }
  }

  @Test
  void shouldFenceTheTransactionalIdWhenItsTransactionOutlastsTheBudget() throws Exception {
    east.topicForApp("abandoned", 1, List.of());
    WriteFence fence = east.writeFence();
    try (KafkaProducer<String, String> producer = transactional("tx-abandoned")) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("abandoned", 0, "k", "v")).get(30, TimeUnit.SECONDS);
      DenyPlan plan = fence.plan(List.of("abandoned"), List.of(SecuredSide.APP));
      fence.raise(plan, SecuredSide.budget());

      ProofOutcome outcome =
          east.proof()
              .prove(
                  plan,
                  List.of("abandoned"),
                  SecuredSide.budget().withTransactions(Duration.ofMillis(500)));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Proven.class,
              proven ->
                  assertThat(proven.evidence().fencedTransactions())
                      .containsExactly("tx-abandoned"));
      assertThatThrownBy(producer::commitTransaction)
          .as("the owner learns that its transaction is gone")
          .isInstanceOf(KafkaException.class);
      fence.lift(plan, SecuredSide.budget());
    }
  }

  @Test
  void shouldNotProveWhenAnUnnamedWriterGoesOn() throws Exception {
    east.topicForApp("leaking", 1, List.of());
    WriteFence fence = east.writeFence();
    DenyPlan plan = fence.plan(List.of("leaking"), List.of("User:somebody-else"));
    fence.raise(plan, SecuredSide.budget());
    try (LiveWriter writer =
        new LiveWriter(east.producer(Principals.APP, Map.of()), "leaking", 1)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> writer.acked() > 10);

      ProofOutcome outcome = east.proof().prove(plan, List.of("leaking"), shortQuiet());

      assertThat(outcome)
          .isInstanceOfSatisfying(
              NotProven.class,
              failed -> assertThat(failed.stage()).isEqualTo(ProofOutcome.Stage.LOG_ENDS_STILL));
    }
    fence.lift(plan, SecuredSide.budget());
  }

  @Test
  void shouldNotProveWhenTheFenceWasNeverRaised() throws Exception {
    east.topicForApp("unfenced", 1, List.of());
    DenyPlan plan = east.writeFence().plan(List.of("unfenced"), List.of(SecuredSide.APP));

    ProofOutcome outcome =
        east.proof()
            .prove(
                plan,
                List.of("unfenced"),
                SecuredSide.budget().withSuspects(Duration.ofMillis(200)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            NotProven.class,
            failed -> assertThat(failed.stage()).isEqualTo(ProofOutcome.Stage.BROKERS_SHOW_FENCE));
  }

  @Test
  void shouldRepeatTheActWhenNoBrokerConfirmsItYet() throws Exception {
    east.topicForApp("doubted", 1, List.of());
    DisturbedBrokers stale = new DisturbedBrokers(east.brokers()).withStaleAnswers(3);
    WriteFence fence = new WriteFence(new Denials(east.cluster(), stale, east.patience()));
    DenyPlan plan = fence.plan(List.of("doubted"), List.of(SecuredSide.APP));

    assertThat(fence.raise(plan, SecuredSide.budget())).isInstanceOf(AclOutcome.Everywhere.class);
    assertThat(fence.lift(plan, SecuredSide.budget())).isInstanceOf(AclOutcome.Everywhere.class);
    assertThat(east.acls()).doesNotContain(plan.raised().get(0).binding());
  }

  @Test
  void shouldReportAnUnknownOutcomeWhenNoBrokerEverConfirms() throws Exception {
    east.topicForApp("denied", 1, List.of());
    DisturbedBrokers stale =
        new DisturbedBrokers(east.brokers()).withStaleAnswers(Integer.MAX_VALUE);
    WriteFence fence = new WriteFence(new Denials(east.cluster(), stale, east.patience()));
    DenyPlan plan = fence.plan(List.of("denied"), List.of(SecuredSide.APP));

    assertThat(fence.raise(plan, shortQuiet())).isInstanceOf(AclOutcome.Unconfirmed.class);
    assertThat(east.writeFence().lift(plan, SecuredSide.budget()))
        .isInstanceOf(AclOutcome.Everywhere.class);
  }

  @Test
  void shouldNotProveWhenNoLeaderTellsTheEndOfItsLog() throws Exception {
    east.topicForApp("silent", 1, List.of());
    WriteFence fence = east.writeFence();
    DenyPlan plan = fence.plan(List.of("silent"), List.of(SecuredSide.APP));
    fence.raise(plan, SecuredSide.budget());
    DisturbedBrokers silent = new DisturbedBrokers(east.brokers()).withoutEnds();
    FenceProof proof = new FenceProof(east.cluster(), silent, east.patience());

    assertThat(proof.prove(plan, List.of("silent"), shortQuiet()))
        .isInstanceOfSatisfying(
            NotProven.class,
            failed -> {
              assertThat(failed.stage()).isEqualTo(ProofOutcome.Stage.LOG_ENDS_STILL);
              assertThat(failed.reason()).contains("lost on the way");
            });
    fence.lift(plan, SecuredSide.budget());
  }

  private static Budget shortQuiet() {
    return new Budget(
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(50));
  }

  private static KafkaProducer<String, String> transactional(String id) throws Exception {
    east.allow(SecuredSide.APP, ResourceType.TRANSACTIONAL_ID, id, AclOperation.WRITE);
    KafkaProducer<String, String> producer =
        east.producer(Principals.APP, Map.of("transactional.id", id));
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> {
              producer.initTransactions();
              return true;
            });
    return producer;
  }
}
