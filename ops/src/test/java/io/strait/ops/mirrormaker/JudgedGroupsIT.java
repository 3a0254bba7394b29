package io.strait.ops.mirrormaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.groups.GroupCheck;
import io.strait.validator.groups.GroupOptions;
import io.strait.validator.groups.GroupScope;
import io.strait.validator.groups.GroupSide;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Positions that a real MirrorMaker 2 translated: it goes back, and never skips. */
@Timeout(120)
class JudgedGroupsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
  private static final int RECORDS = 4_000;

  @TempDir private Path folder;

  @Test
  void shouldCountWhatGroupsWouldReadAgainWhenMirrorMaker2MovedThem() throws Exception {
    CompletableFuture<KafkaCluster> starting =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.plain("east", folder)));
    try (KafkaCluster west = SandboxCluster.start(SandboxSpec.plain("west", folder));
        KafkaCluster east = starting.join();
        Cluster source = cluster("a", east);
        Cluster target = cluster("b", west)) {
      ReadyTopics.create(source.admin(), List.of(new NewTopic("orders", 1, (short) 1)));
      produce(source);
      commit(source, "middle", RECORDS / 2);
      commit(source, "ended", RECORDS);
      try (MirrorMakerProcess mirrorMaker = MirrorMakerProcess.start(file(east, west), "B")) {
        await()
            .atMost(SOON)
            .until(
                () -> {
                  assertThat(mirrorMaker.isAlive()).as(mirrorMaker.log()).isTrue();
                  return position(target, "middle") >= 0 && position(target, "ended") > RECORDS / 2;
                });
      }
      ResourceReport report = judge(source, target);

      assertThat(report.unread()).isEmpty();
      assertThat(report.compared()).isEqualTo(2);
      assertThat(position(target, "middle")).isLessThan(RECORDS / 2);
      for (ResourceFinding finding : report.open()) {
        String group = finding.resource().substring("group ".length());
        long again = (group.equals("middle") ? RECORDS / 2 : RECORDS) - position(target, group);
        assertThat(finding.code()).isEqualTo(FindingCode.GROUP_REWIND);
        assertThat(finding.who()).isEqualTo(Moved.UNKNOWN);
        assertThat(finding.evidence()).contains("would read " + again + " record");
      }
      assertThat(report.open())
          .extracting(ResourceFinding::resource)
          .contains("group middle")
          .hasSize(position(target, "ended") < RECORDS ? 2 : 1);
    }
  }

  private static ResourceReport judge(Cluster source, Cluster target) {
    return new GroupCheck(
            GroupSide.of(source),
            GroupSide.of(target),
            GroupScope.of(
                List.of(new TopicMapping("orders", "A.orders")),
                Contract.PLAIN.with(OffsetClaim.IN_ORDER)),
            new GroupOptions(Duration.ZERO, Duration.ofSeconds(20), 5, () -> false),
            Clock.systemUTC())
        .run();
  }

  private static Cluster cluster(String alias, KafkaCluster box) {
    return new Cluster(new ClusterSpec(new ClusterAlias(alias), box.bootstrap(), Map.of()));
  }

  private static void produce(Cluster source) {
    try (Producer<byte[], byte[]> producer = source.producer(Map.of())) {
      for (int i = 0; i < RECORDS; i++) {
        byte[] value = ("value " + i % 7).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("orders", 0, null, value));
      }
      producer.flush();
    }
  }

  private static void commit(Cluster cluster, String group, long offset) throws Exception {
    cluster
        .admin()
        .alterConsumerGroupOffsets(group, Map.of(ORDERS, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  private static long position(Cluster target, String group) throws Exception {
    OffsetAndMetadata found =
        target
            .admin()
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(new TopicPartition("A.orders", 0));
    return found == null ? -1 : found.offset();
  }

  private Path file(KafkaCluster east, KafkaCluster west) throws Exception {
    String text =
        SmallMirrorMaker.properties(
            east,
            west,
            """
            A->B.topics = orders
            sync.group.offsets.enabled = true
            sync.group.offsets.interval.seconds = 1
            refresh.groups.interval.seconds = 1
            B.offset.storage.partitions = 1
            """);
    return Files.writeString(folder.resolve("judged.properties"), text);
  }
}
