package io.strait.migrator.fence.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.migrator.fence.SecuredSide;
import io.strait.migrator.fence.acl.AclOutcome;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.migrator.fence.group.GroupOutcome.Moved;
import io.strait.migrator.fence.group.GroupOutcome.NothingToMove;
import io.strait.migrator.fence.group.GroupOutcome.Refused;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupMoveIT {
  private static final String TOPIC = "flights";
  private static final int PARTITIONS = 2;
  private static final int EACH = 50;
  private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
  private static final TopicPartition P1 = new TopicPartition(TOPIC, 1);
  private static final List<TopicMapping> TOPICS = List.of(TopicMapping.same(TOPIC));
  private static final List<String> GROUPS =
      List.of("classic", "static", "modern", "absent", "ahead", "taken", "notes", "stale");

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
  void shouldMoveExactPositionsThereAndBackWhenClassicMembersAreLive() throws Exception {
    try (LiveReader reader = new LiveReader(east.consumer("classic", Map.of()), TOPIC)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> committed(east, "classic").equals(ends(east)));
      assertThat(reader.read()).isPositive();
      DenyPlan fence = fenced(east, "classic");

      GroupOutcome outcome = eastToWest().move("classic", SecuredSide.budget());

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Moved.class,
              moved -> {
                assertThat(moved.kind()).isEqualTo(GroupSight.Kind.CLASSIC);
                assertThat(moved.removed()).hasSize(1);
              });
      assertThat(committed(west, "classic")).isEqualTo(committed(east, "classic")).hasSize(2);
      assertThat(new Groups(east.cluster()).see("classic").vacant()).isTrue();

      try (LiveReader onWest = new LiveReader(west.consumer("classic", Map.of()), TOPIC)) {
        west.fill(Principals.STRAIT, TOPIC, PARTITIONS, 5);
        await().atMost(Duration.ofSeconds(30)).until(() -> onWest.read() == 2 * 5);
        east.fill(Principals.STRAIT, TOPIC, PARTITIONS, 5);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> committed(west, "classic").equals(ends(west)));
        fenced(west, "classic");
        assertThat(
                new GroupMove(west.cluster(), east.cluster(), TOPICS, west.patience())
                    .move("classic", SecuredSide.budget()))
            .isInstanceOf(Moved.class);
      }
      assertThat(committed(east, "classic")).isEqualTo(ends(west));
      new GroupFence(east.denials()).lift(fence, SecuredSide.budget());
    }
  }

  @Test
  void shouldRemoveTheStaticMemberWhenItsConsumerIsClosedAlready() throws Exception {
    try (LiveReader reader =
        new LiveReader(east.consumer("static", Map.of("group.instance.id", "desk-1")), TOPIC)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> committed(east, "static").equals(ends(east)));
      assertThat(reader.read()).isPositive();
    }
    fenced(east, "static");

    GroupOutcome outcome = eastToWest().move("static", SecuredSide.budget());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Moved.class,
            moved ->
                assertThat(moved.removed())
                    .extracting(GroupSight.Member::instance)
                    .containsExactly("desk-1"));
    assertThat(committed(west, "static")).isEqualTo(committed(east, "static"));
  }

  @Test
  void shouldMoveExactPositionsWhenMembersSpeakTheConsumerProtocol() throws Exception {
    try (LiveReader reader =
        new LiveReader(east.consumer("modern", Map.of("group.protocol", "consumer")), TOPIC)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> committed(east, "modern").equals(ends(east)));
      assertThat(reader.read()).isPositive();
      fenced(east, "modern");

      GroupOutcome outcome = eastToWest().move("modern", SecuredSide.budget());

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Moved.class, moved -> assertThat(moved.kind()).isEqualTo(GroupSight.Kind.CONSUMER));
      assertThat(committed(west, "modern")).isEqualTo(committed(east, "modern"));
    }
    try (LiveReader onWest =
        new LiveReader(west.consumer("modern", Map.of("group.protocol", "consumer")), TOPIC)) {
      west.fill(Principals.STRAIT, TOPIC, PARTITIONS, 5);
      east.fill(Principals.STRAIT, TOPIC, PARTITIONS, 5);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> committed(west, "modern").equals(ends(west)));
      assertThat(onWest.failure()).isEmpty();
    }
  }

  @Test
  void shouldHaveNothingToMoveWhenTheGroupIsAbsent() {
    assertThat(eastToWest().move("absent", SecuredSide.budget())).isInstanceOf(NothingToMove.class);
  }

  @Test
  void shouldRefuseAndCommitNothingWhenAPositionIsBeyondTheOtherLogsEnd() throws Exception {
    east.topicForApp("behind", 1, List.of());
    west.topicForApp("behind", 1, List.of());
    east.fill(Principals.STRAIT, "behind", 1, 10);
    TopicPartition behind = new TopicPartition("behind", 0);
    commit(east, "ahead", Map.of(behind, new OffsetAndMetadata(10)));

    GroupOutcome outcome =
        new GroupMove(
                east.cluster(),
                west.cluster(),
                List.of(TopicMapping.same("behind")),
                east.patience())
            .move("ahead", SecuredSide.budget());

    assertThat(codes(outcome)).containsExactly("GROUP_AHEAD");
    assertThat(committed(west, "ahead")).isEmpty();
  }

  @Test
  void shouldRefuseWhenTheGroupIsActiveOnTheOtherSide() throws Exception {
    commit(east, "taken", Map.of(P0, new OffsetAndMetadata(7)));
    try (LiveReader reader = new LiveReader(west.consumer("taken", Map.of()), TOPIC)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> reader.read() > 0);

      assertThat(codes(eastToWest().move("taken", SecuredSide.budget())))
          .containsExactly("GROUP_ACTIVE");
    }
  }

  @Test
  void shouldKeepNotesAndDropLeaderEpochsWhenPositionsAreMoved() throws Exception {
    commit(east, "notes", Map.of(P0, new OffsetAndMetadata(7, Optional.of(0), "a note")));

    assertThat(eastToWest().move("notes", SecuredSide.budget())).isInstanceOf(Moved.class);

    assertThat(committed(west, "notes"))
        .containsExactly(Map.entry(P0, new OffsetAndMetadata(7, Optional.empty(), "a note")));
  }

  @Test
  void shouldMoveNothingWhenAStalePositionCannotBeDeletedOnTheOtherSide() throws Exception {
    commit(east, "stale", Map.of(P0, new OffsetAndMetadata(7)));
    commit(west, "stale", Map.of(P1, new OffsetAndMetadata(3)));

    assertThat(codes(eastToWest().move("stale", SecuredSide.budget())))
        .containsExactly("GROUP_STALE_ON_TARGET");
    assertThat(committed(west, "stale")).containsExactly(Map.entry(P1, new OffsetAndMetadata(3)));

    west.allow(
        "User:" + Principals.STRAIT_CUTOVER,
        org.apache.kafka.common.resource.ResourceType.GROUP,
        "stale",
        org.apache.kafka.common.acl.AclOperation.DELETE);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> eastToWest().move("stale", SecuredSide.budget()) instanceof Moved);
    assertThat(committed(west, "stale")).containsExactly(Map.entry(P0, new OffsetAndMetadata(7)));
  }

  private static SecuredSide side(String alias) throws Exception {
    SecuredSide side =
        new SecuredSide(
            SandboxCluster.start(SandboxSpec.secured(alias, directory)), Duration.ofSeconds(5));
    side.topicForApp(TOPIC, PARTITIONS, GROUPS);
    side.fill(Principals.STRAIT, TOPIC, PARTITIONS, EACH);
    return side;
  }

  private static GroupMove eastToWest() {
    return new GroupMove(east.cluster(), west.cluster(), TOPICS, east.patience());
  }

  private static DenyPlan fenced(SecuredSide side, String group) {
    GroupFence fence = new GroupFence(side.denials());
    DenyPlan plan = fence.plan(List.of(group), List.of(SecuredSide.APP));
    assertThat(fence.raise(plan, SecuredSide.budget())).isInstanceOf(AclOutcome.Everywhere.class);
    return plan;
  }

  private static void commit(
      SecuredSide side, String group, Map<TopicPartition, OffsetAndMetadata> positions)
      throws Exception {
    side.admin().alterConsumerGroupOffsets(group, positions).all().get(30, TimeUnit.SECONDS);
  }

  /** Without leader epochs, which are not to be moved. */
  private static Map<TopicPartition, OffsetAndMetadata> committed(SecuredSide side, String group)
      throws Exception {
    Map<TopicPartition, OffsetAndMetadata> positions = new java.util.HashMap<>();
    side.admin()
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get(30, TimeUnit.SECONDS)
        .forEach(
            (partition, position) ->
                positions.put(
                    partition,
                    new OffsetAndMetadata(
                        position.offset(), Optional.empty(), position.metadata())));
    return positions;
  }

  private static Map<TopicPartition, OffsetAndMetadata> ends(SecuredSide side) {
    Map<TopicPartition, OffsetAndMetadata> ends = new java.util.HashMap<>();
    try (KafkaConsumer<String, String> consumer = side.consumer("notes", Map.of())) {
      consumer
          .endOffsets(List.of(P0, P1))
          .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
    }
    return ends;
  }

  private static List<String> codes(GroupOutcome outcome) {
    return outcome instanceof Refused refused
        ? refused.findings().stream().map(FenceFinding::code).toList()
        : List.of(outcome.toString());
  }
}
