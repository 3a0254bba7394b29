package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class SwitchingClientsIT {
  @TempDir static Path directory;
  static SandboxCluster east;
  static SandboxCluster west;

  @BeforeAll
  static void start() {
    CompletableFuture<SandboxCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.plain("west", directory)));
    east = SandboxCluster.start(SandboxSpec.plain("east", directory));
    west = other.join();
  }

  @AfterAll
  static void stop() {
    east.close();
    west.close();
  }

  private static SwitchingConfig config(String wave, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>();
    all.put("strait.wave", wave);
    all.put("strait.clusters", "east,west");
    all.put("strait.east.bootstrap.servers", east.bootstrap());
    all.put("strait.west.bootstrap.servers", west.bootstrap());
    all.put("auto.offset.reset", "earliest");
    all.put("linger.ms", "2");
    all.putAll(more);
    return SwitchingConfig.of(all);
  }

  private static SwitchingProducer<String, String> producer(String wave, Map<String, String> more) {
    return new SwitchingProducer<>(
        config(wave, more), new StringSerializer(), new StringSerializer());
  }

  private static SwitchingConsumer<String, String> consumer(String wave, Map<String, String> more) {
    return new SwitchingConsumer<>(
        config(wave, more), new StringDeserializer(), new StringDeserializer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void shouldMoveThereAndBackUnderLoadWhenRoutesChange(String protocol) throws Exception {
    String topic = "flights-" + protocol;
    String wave = "there-" + protocol;
    String group = "readers-" + protocol;
    Map<String, String> member = Map.of("group.id", group, "group.protocol", protocol);
    try (HandMigrator migrator = new HandMigrator(wave, topic, List.of(east, west))) {
      migrator.createTopics();
      migrator.publish(1, Authority.SOURCE);
      LiveLoad load = new LiveLoad(topic);
      try (SwitchingProducer<String, String> producer = producer(wave, Map.of());
          SwitchingConsumer<String, String> consumer = consumer(wave, member)) {
        consumer.subscribe(List.of(topic));
        load.produce(producer);
        load.consume(consumer);
        awaitMoreRead(load, 1_000);

        move(migrator, 2, Authority.TARGET, "east", "west", group);
        awaitMoreRead(load, 1_000);
        assertThat(migrator.ends("west")).isNotEqualTo(migrator.ends("east"));

        move(migrator, 4, Authority.SOURCE, "west", "east", group);
        awaitMoreRead(load, 1_000);

        load.stopSending();
        producer.flush();
        Awaitility.await()
            .atMost(Duration.ofSeconds(15))
            .until(() -> load.readCount() >= load.sent());
        load.stop();
      }
      load.judge();
      load.judge(migrator.scan("east"));
      migrator.awaitAck("west", ack -> ack.role().equals("producer") && ack.leaving());
      migrator.awaitAck("west", ack -> ack.role().equals("consumer") && ack.leaving());
    }
  }

  @Test
  void shouldFinishATransactionOnItsClusterWhenTheHoldComesInTheMiddle() throws Exception {
    try (HandMigrator migrator = new HandMigrator("tx", "tx", List.of(east, west))) {
      migrator.createTopics();
      migrator.publish(1, Authority.SOURCE);
      Map<String, String> transactional =
          Map.of("transactional.id", "tx-1", "max.block.ms", "10000");
      try (SwitchingProducer<String, String> producer = producer("tx", transactional)) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("tx", 0, "k", "before"));
        migrator.publish(2, Authority.NONE);
        CompletableFuture<Void> next = new CompletableFuture<>();
        producer.send(new ProducerRecord<>("tx", 0, "k", "during")).get(30, TimeUnit.SECONDS);
        assertThat(migrator.acks("east").values()).noneMatch(ack -> ack.epoch() == 2);
        producer.commitTransaction();
        migrator.awaitAcks("east", 2, RouteAck.PRODUCER);
        Thread beginner =
            new Thread(
                () -> {
                  producer.beginTransaction();
                  next.complete(null);
                });
        beginner.start();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> beginner.getState() == Thread.State.TIMED_WAITING);
        assertThat(next).isNotDone();
        migrator.publish(3, Authority.TARGET);
        next.get(30, TimeUnit.SECONDS);
        producer.send(new ProducerRecord<>("tx", 0, "k", "after"));
        producer.commitTransaction();
      }
      assertThat(migrator.scan("east").get(0)).containsExactly("k=before", "k=during");
      assertThat(migrator.scan("west").get(0)).containsExactly("k=after");
    }
  }

  private static void move(
      HandMigrator migrator, long epoch, Authority to, String from, String there, String group) {
    migrator.publish(epoch, Authority.NONE);
    migrator.awaitAcks("east", epoch, RouteAck.PRODUCER, RouteAck.CONSUMER);
    Map<TopicPartition, Long> frontier = migrator.ends(from);
    migrator.copy(from, there);
    migrator.moveGroup(group, from, there);
    assertThat(migrator.ends(from)).as("nothing written while held").isEqualTo(frontier);
    migrator.publish(epoch + 1, to);
    migrator.awaitAcks("west", epoch + 1, RouteAck.PRODUCER, RouteAck.CONSUMER);
  }

  private static void awaitMoreRead(LiveLoad load, long more) {
    long goal = load.readCount() + more;
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> !load.failures().isEmpty() || load.readCount() >= goal);
    assertThat(load.failures()).isEmpty();
  }

  @Test
  void shouldBlockWhenTheHeldRecordsFillTheBufferAndGoOnWithTheRoute() throws Exception {
    try (HandMigrator migrator = new HandMigrator("full", "full", List.of(east, west))) {
      migrator.createTopics();
      migrator.publish(1, Authority.NONE);
      try (SwitchingProducer<String, String> producer =
          producer("full", Map.of("buffer.memory", "20000", "max.block.ms", "400"))) {
        migrator.awaitAcks("east", 1, RouteAck.PRODUCER);
        List<Future<RecordMetadata>> held = new ArrayList<>();
        Future<RecordMetadata> over;
        do {
          over = producer.send(new ProducerRecord<>("full", 0, "k", "v" + held.size()));
          held.add(over);
        } while (!over.isDone());
        held.remove(over);
        Future<RecordMetadata> last = over;
        assertThat(held).hasSizeGreaterThan(50);
        assertThatThrownBy(last::get)
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOf(TimeoutException.class)
            .hasMessageContaining("buffer.memory = 20000");

        CompletableFuture<Future<RecordMetadata>> blocked =
            CompletableFuture.supplyAsync(
                () -> producer.send(new ProducerRecord<>("full", 0, "k", "after")));
        migrator.publish(2, Authority.TARGET);
        held.add(blocked.get(30, TimeUnit.SECONDS));
        producer.flush();

        for (int i = 0; i < held.size(); i++) {
          assertThat(held.get(i).get(0, TimeUnit.SECONDS).offset()).isEqualTo(i);
        }
        assertThat(migrator.ends("east").get(new TopicPartition("full", 0))).isZero();
      }
    }
  }

  @Test
  void shouldFailHeldRecordsWhenClosedBeforeARoute() {
    try (HandMigrator migrator = new HandMigrator("closed", "closed", List.of(east, west))) {
      migrator.createTopics();
      migrator.publish(1, Authority.NONE);
      SwitchingProducer<String, String> producer = producer("closed", Map.of());
      Future<RecordMetadata> held = producer.send(new ProducerRecord<>("closed", "k", "v"));

      long start = System.nanoTime();
      producer.close(Duration.ofMillis(300));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
      assertThatThrownBy(held::get)
          .cause()
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("closed while the record was held");
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("closed", "k", "v")))
          .isInstanceOf(IllegalStateException.class);
      migrator.awaitAck("east", RouteAck::leaving);
    }
  }

  @Test
  void shouldSayWhatToCheckWhenThereIsNoRoute() {
    try (HandMigrator migrator = new HandMigrator("other", "other", List.of(east, west))) {
      migrator.createTopics();
      migrator.publish(1, Authority.SOURCE);
      assertThatThrownBy(() -> producer("missing", Map.of("strait.route.timeout.ms", "1500")))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("no route of wave 'missing' within 1500 ms")
          .hasMessageContaining("cluster 'east': read to the end")
          .hasMessageContaining("topic 'strait.routes'");
    }
  }

  @Test
  void shouldCarryPlainPositionsWhenPartitionsAreAssigned() {
    try (HandMigrator migrator = new HandMigrator("hand", "hand", List.of(east, west))) {
      migrator.createTopics();
      migrator.publish(1, Authority.SOURCE);
      TopicPartition partition = new TopicPartition("hand", 0);
      try (SwitchingProducer<String, String> producer = producer("hand", Map.of());
          SwitchingConsumer<String, String> consumer = consumer("hand", Map.of())) {
        for (int i = 0; i < 5; i++) {
          producer.send(new ProducerRecord<>("hand", 0, "k", "v" + i));
        }
        producer.flush();
        consumer.assign(List.of(partition));
        consumer.seek(partition, 2);
        assertThat(values(consumer, 3)).containsExactly("v2", "v3", "v4");

        migrator.publish(2, Authority.NONE);
        assertThat(consumer.poll(Duration.ofMillis(500))).isEmpty();
        assertThat(consumer.position(partition)).isEqualTo(5);
        migrator.awaitAcks("east", 2, RouteAck.PRODUCER, RouteAck.CONSUMER);
        migrator.copy("east", "west");
        migrator.publish(3, Authority.TARGET);
        producer.send(new ProducerRecord<>("hand", 0, "k", "v5"));

        assertThat(values(consumer, 1)).containsExactly("v5");
        assertThat(consumer.position(partition)).isEqualTo(6);
      }
    }
  }

  @Test
  void shouldLeaveTheStartOfUnreadPartitionsCommittedWhenTheApplicationCommitsItself() {
    try (HandMigrator migrator = new HandMigrator("self", "self", List.of(east, west))) {
      migrator.createTopics();
      migrator.publish(1, Authority.SOURCE);
      TopicPartition zero = new TopicPartition("self", 0);
      Map<String, String> manual =
          Map.of(
              "group.id", "selfish", "enable.auto.commit", "false", "auto.offset.reset", "latest");
      try (SwitchingProducer<String, String> producer = producer("self", Map.of());
          SwitchingConsumer<String, String> consumer = consumer("self", manual)) {
        consumer.subscribe(List.of("self"));
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> {
                  consumer.poll(Duration.ofMillis(100));
                  return consumer.assignment().size() == HandMigrator.PARTITIONS
                      && consumer.assignment().stream().allMatch(p -> consumer.position(p) == 0);
                });
        producer.send(new ProducerRecord<>("self", 0, "k", "committed"));
        producer.send(new ProducerRecord<>("self", 1, "k", "uncommitted"));
        producer.flush();
        assertThat(values(consumer, 2)).containsExactlyInAnyOrder("committed", "uncommitted");
        consumer.commitSync(Map.of(zero, new OffsetAndMetadata(1)));

        migrator.publish(2, Authority.NONE);
        assertThat(consumer.poll(Duration.ofMillis(500))).isEmpty();
        migrator.awaitAcks("east", 2, RouteAck.PRODUCER, RouteAck.CONSUMER);
        migrator.copy("east", "west");
        Map<TopicPartition, Long> moved = migrator.moveGroup("selfish", "east", "west");
        assertThat(moved.values()).hasSize(HandMigrator.PARTITIONS);
        assertThat(moved).containsEntry(zero, 1L).containsEntry(new TopicPartition("self", 1), 0L);
        migrator.publish(3, Authority.TARGET);
        producer.send(new ProducerRecord<>("self", 2, "k", "new"));

        assertThat(values(consumer, 2)).containsExactlyInAnyOrder("uncommitted", "new");
      }
    }
  }

  private static List<String> values(SwitchingConsumer<String, String> consumer, int count) {
    List<String> values = new ArrayList<>();
    long end = Deadline.after(Duration.ofSeconds(10));
    while (values.size() < count && Deadline.left(end) > 0) {
      consumer.poll(Duration.ofMillis(200)).forEach(one -> values.add(one.value()));
    }
    return values;
  }
}
