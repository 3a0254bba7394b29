package io.strait.migrator.fence.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.migrator.fence.SecuredSide;
import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PreflightIT {
  private static final String CUTOVER = "User:" + Principals.STRAIT_CUTOVER;
  private static final List<String> GROUPS = List.of("readers", "desk", "modern");

  @TempDir static Path directory;
  private static SecuredSide east;
  private static SecuredSide west;

  @BeforeAll
  static void start() throws Exception {
    east = side("east");
    west = side("west");
  }

  @AfterAll
  static void stop() {
    try {
      east.close();
    } finally {
      west.close();
    }
  }

  @Test
  void shouldNotBlockWhenTheWaveIsInOrder() {
    PreflightReport report = run(wave("flights", List.of("readers"), List.of(SecuredSide.APP)));

    assertThat(report.blocking()).isEmpty();
    assertThat(codes(report))
        .as("a 4.3 broker says that it has super users but not who they are")
        .containsExactlyInAnyOrder("GROUP_ABSENT", "SUPER_USERS_HIDDEN");
  }

  @Test
  void shouldBlockWhenASuperUserIsNamed() {
    PreflightRequest declared =
        new PreflightRequest(
            List.of(TopicMapping.same("flights")),
            List.of(),
            List.of(SecuredSide.APP, "User:admin"),
            "User:strait",
            CUTOVER,
            List.of("User:admin"));
    PreflightRequest undeclared =
        wave("flights", List.of(), List.of(SecuredSide.APP, "User:admin"));

    assertThat(blocking(run(declared)))
        .containsExactlyInAnyOrder("SUPER_USER_NAMED User:admin", "SUPER_USER_NAMED User:admin");
    assertThat(run(undeclared).blocked())
        .as("also when brokers hide their super users and nobody declared them")
        .isTrue();
  }

  @Test
  void shouldNameTheRightWhenTheCutoverCredentialLacksIt() throws Exception {
    taking(
        west,
        ResourceType.CLUSTER,
        AclOperation.ALTER,
        () ->
            assertThat(blocking(run(wave("flights", List.of(), List.of(SecuredSide.APP)))))
                .containsExactly("PERMISSION_MISSING west: ALTER on CLUSTER 'kafka-cluster'"));
  }

  @Test
  void shouldSayThatAnEmptyListIsNotNoneWhenTransactionsAreHidden() throws Exception {
    try (KafkaProducer<String, String> producer = transactional("tx-hidden")) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("flights", 0, "k", "v")).get(30, TimeUnit.SECONDS);

      assertThat(codes(run(wave("flights", List.of(), List.of(SecuredSide.APP)))))
          .contains("TRANSACTION_OPEN");
      taking(
          east,
          ResourceType.TRANSACTIONAL_ID,
          null,
          () -> {
            PreflightReport report = run(wave("flights", List.of(), List.of(SecuredSide.APP)));
            assertThat(blocking(report))
                .containsExactly("PERMISSION_MISSING east: DESCRIBE on TRANSACTIONAL_ID '*'");
            assertThat(codes(report)).contains("TRANSACTION_WITHOUT_COORDINATOR");
          });
      producer.abortTransaction();
    }
  }

  @Test
  void shouldBlockWhenSomebodyElseMayWrite() throws Exception {
    east.topicForApp("crowded", 1, List.of());
    west.topicForApp("crowded", 1, List.of());
    east.allow("User:batch", ResourceType.TOPIC, "crowded", AclOperation.ALL);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(blocking(run(wave("crowded", List.of(), List.of(SecuredSide.APP)))))
                    .containsExactly("UNNAMED_WRITER User:batch"));
  }

  @Test
  void shouldTellOfTopicsThatAreMissingOrDiffer() throws Exception {
    east.topicForApp("wide", 2, List.of());
    west.topicForApp("wide", 3, List.of());
    east.topicForApp("young", 1, List.of());

    assertThat(blocking(run(wave("wide", List.of(), List.of(SecuredSide.APP)))))
        .containsExactly("PARTITIONS_DIFFER wide");
    assertThat(codes(run(wave("young", List.of(), List.of(SecuredSide.APP)))))
        .contains("TOPIC_MISSING_ON_TARGET");
    assertThat(blocking(run(wave("nowhere", List.of(), List.of(SecuredSide.APP)))))
        .contains("TOPIC_MISSING nowhere");
  }

  @Test
  void shouldDescribeGroupsWhenTheyAreStaticModernOrActiveOnTheTarget() throws Exception {
    try (KafkaConsumer<String, String> fixed =
            east.consumer("desk", Map.of("group.instance.id", "desk-1"));
        KafkaConsumer<String, String> modern =
            east.consumer("modern", Map.of("group.protocol", "consumer"));
        KafkaConsumer<String, String> early = west.consumer("desk", Map.of())) {
      for (KafkaConsumer<String, String> consumer : List.of(fixed, modern, early)) {
        consumer.subscribe(List.of("flights"));
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> {
                  consumer.poll(Duration.ofMillis(100));
                  return !consumer.assignment().isEmpty();
                });
      }

      PreflightReport report =
          run(wave("flights", List.of("desk", "modern"), List.of(SecuredSide.APP)));

      assertThat(blocking(report)).containsExactly("GROUP_ACTIVE_ON_TARGET desk");
      assertThat(codes(report)).contains("STATIC_MEMBER", "GROUP_NEEDS_RESTART");
    }
  }

  @Test
  void shouldBlockWhenAShareGroupIsNamed() throws Exception {
    east.admin()
        .alterShareGroupOffsets("shared", Map.of(new TopicPartition("flights", 0), 0L))
        .all()
        .get(30, TimeUnit.SECONDS);

    assertThat(blocking(run(wave("flights", List.of("shared"), List.of(SecuredSide.APP)))))
        .containsExactly("GROUP_TYPE_UNSUPPORTED shared");
  }

  @Test
  void shouldBlockWhenAClusterHasNoAuthorizer() {
    try (SandboxCluster plain = SandboxCluster.start(SandboxSpec.plain("open", directory));
        Cluster open =
            new Cluster(
                new ClusterSpec(
                    new ClusterAlias("open"),
                    plain.bootstrap(),
                    plain.clientProperties(Principals.STRAIT_CUTOVER)))) {
      PreflightReport report =
          new Preflight(open, west.cluster())
              .run(wave("flights", List.of(), List.of(SecuredSide.APP)));

      assertThat(blocking(report)).contains("NO_AUTHORIZER open");
    }
  }

  private static SecuredSide side(String alias) throws Exception {
    SecuredSide side =
        new SecuredSide(
            SandboxCluster.start(SandboxSpec.secured(alias, directory)), Duration.ofSeconds(5));
    side.topicForApp("flights", 1, GROUPS);
    return side;
  }

  private static PreflightReport run(PreflightRequest wave) {
    return new Preflight(east.cluster(), west.cluster()).run(wave);
  }

  private static PreflightRequest wave(String topic, List<String> groups, List<String> principals) {
    return new PreflightRequest(
        List.of(TopicMapping.same(topic)), groups, principals, "User:strait", CUTOVER, List.of());
  }

  private static List<String> blocking(PreflightReport report) {
    return report.blocking().stream()
        .map(finding -> finding.code() + " " + finding.subject())
        .toList();
  }

  private static Set<String> codes(PreflightReport report) {
    return report.findings().stream().map(FenceFinding::code).collect(Collectors.toSet());
  }

  /** Takes a right away from the cutover credential for as long as the test looks. */
  private static void taking(
      SecuredSide side, ResourceType type, AclOperation operation, Runnable look) throws Exception {
    AclBindingFilter rights =
        new AclBindingFilter(
            new ResourcePatternFilter(type, null, PatternType.ANY),
            new AccessControlEntryFilter(
                CUTOVER,
                null,
                operation == null ? AclOperation.ANY : operation,
                AclPermissionType.ALLOW));
    List<AclBinding> taken =
        List.copyOf(side.admin().deleteAcls(List.of(rights)).all().get(30, TimeUnit.SECONDS));
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> side.acls().stream().noneMatch(taken::contains));
      look.run();
    } finally {
      side.admin().createAcls(taken).all().get(30, TimeUnit.SECONDS);
      await().atMost(Duration.ofSeconds(30)).until(() -> side.acls().containsAll(taken));
    }
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
