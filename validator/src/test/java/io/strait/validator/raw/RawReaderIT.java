package io.strait.validator.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.OffsetRange;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Pace;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ReadingConsumer;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a broker with TLS and SCRAM: what is read is what a consumer sees. */
@Timeout(120)
class RawReaderIT {
  private static final Fingerprinter PRINTS = new Fingerprinter(1);
  private static final Duration STALL = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static KafkaCluster box;
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    box =
        SandboxCluster.start(
            SandboxSpec.secured("east", directory)
                .withSetting("broker.session.timeout.ms", "3000"));
    cluster =
        new Cluster(
            new ClusterSpec(
                new ClusterAlias("east"), box.bootstrap(), box.clientProperties(Principals.ADMIN)));
  }

  @AfterAll
  static void stop() {
    cluster.close();
    box.close();
  }

  @Test
  void shouldSeeWhatAConsumerSeesInEveryCodecAndTransaction() {
    TopicPartition partition = create("mixed");
    Random random = new Random(4);
    for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      write(partition, codec, 1 + random.nextInt(3_000), random);
      transactions(partition, codec, random);
    }
    try (RawReader raw = reader();
        ReadingConsumer consumer = consumer()) {
      LogView log = raw.log(partition);
      LogView seen = consumer.log(partition);
      long end = log.bounds().stableEnd();
      assertThat(log.bounds()).isEqualTo(seen.bounds());
      OffsetRange all = new OffsetRange(0, end);
      List<Fingerprint> expected = prints(seen.read(all));
      assertThat(prints(log.read(all))).isEqualTo(expected);
      assertThat(prints(log.readAll(all))).isEqualTo(prints(seen.readAll(all)));
      assertThat(prints(log.readAll(all)).size()).isGreaterThan(expected.size());
      for (int round = 0; round < 20; round++) {
        long from = random.nextInt((int) end);
        OffsetRange part = new OffsetRange(from, from + 1 + random.nextInt((int) (end - from)));
        assertThat(prints(log.read(part)))
            .isEqualTo(
                expected.stream()
                    .filter(one -> one.offset() >= part.from() && one.offset() < part.to())
                    .toList());
      }
    }
  }

  @Test
  void shouldReadOnWhenTheLeaderMovesToAnotherBroker() throws Exception {
    TopicPartition partition = new TopicPartition("moving", 0);
    try (KafkaCluster three =
            SandboxCluster.start(SandboxSpec.plain("three", directory).withBrokers(3));
        Cluster there =
            new Cluster(
                new ClusterSpec(
                    new ClusterAlias("three"), three.bootstrap(), Map.of("client.id", "moving")));
        RawReader raw =
            new RawReader(
                there, STALL, Clock.systemUTC(), () -> false, (records, bytes) -> {}, Pace.FREE)) {
      ReadyTopics.create(there.admin(), List.of(new NewTopic("moving", 1, (short) 3)));
      try (Producer<byte[], byte[]> producer = there.producer(Map.of("acks", "all"))) {
        for (int n = 0; n < 300; n++) {
          producer.send(new ProducerRecord<>("moving", 0, null, new byte[100_000]));
        }
      }
      Iterator<LogRecord> records = raw.log(partition).read(new OffsetRange(0, 300));
      long count = 0;
      for (int round = 0; round < 2; round++) {
        for (int n = 0; n < 60; n++) {
          assertThat(records.next().offset()).isEqualTo(count++);
        }
        int leader = leader(there);
        three.stopBroker(leader);
        assertThat(leader(there)).isNotEqualTo(leader);
        for (int n = 0; n < 60; n++) {
          assertThat(records.next().offset()).isEqualTo(count++);
        }
        three.startBroker(leader);
      }
      for (; records.hasNext(); count++) {
        assertThat(records.next().offset()).isEqualTo(count);
      }
      assertThat(count).isEqualTo(300);
    }
  }

  private static int leader(Cluster there) throws Exception {
    return there
        .admin()
        .describeTopics(List.of("moving"))
        .allTopicNames()
        .get()
        .get("moving")
        .partitions()
        .get(0)
        .leader()
        .id();
  }

  @Test
  void shouldReadOnWhenTheBrokerIsRestarted() {
    TopicPartition partition = create("restarted");
    write(partition, "none", 30_000, new Random(5));
    try (RawReader raw = reader()) {
      Iterator<LogRecord> records = raw.log(partition).read(new OffsetRange(0, 30_000));
      assertThat(records.next().offset()).isZero();
      CompletableFuture<Void> restart =
          CompletableFuture.runAsync(() -> box.restartBroker(box.brokerIds().get(0)));
      long count = 1;
      for (; records.hasNext(); count++) {
        assertThat(records.next().offset()).isEqualTo(count);
        if (count == 5) {
          restart.join();
        }
      }
      assertThat(count).isEqualTo(30_000);
    }
  }

  @Test
  void shouldSayThatARangeIsGoneWhenRecordsAreDeleted() {
    TopicPartition partition = create("deleted");
    write(partition, "lz4", 30_000, new Random(6));
    try (RawReader raw = reader()) {
      LogView log = raw.log(partition);
      Iterator<LogRecord> records = log.read(new OffsetRange(0, 30_000));
      assertThat(records.next().offset()).isZero();
      cluster.await(
          "deleting records",
          cluster
              .admin()
              .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(29_000)))
              .all());
      assertThatThrownBy(() -> prints(records)).isInstanceOf(RangeGone.class);
      assertThat(prints(log.read(new OffsetRange(29_000, 30_000)))).hasSize(1_000);
    }
  }

  @Test
  void shouldAskTheNextBrokerWhenTheFirstOneIsDown() throws IOException {
    TopicPartition partition = create("failover");
    write(partition, "none", 100, new Random(7));
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    ClusterSpec spec =
        new ClusterSpec(
            new ClusterAlias("east"),
            "127.0.0.1:" + closed + "," + box.bootstrap(),
            box.clientProperties(Principals.ADMIN));
    try (Cluster half = new Cluster(spec);
        RawReader raw = reader(half)) {
      assertThat(prints(raw.log(partition).read(new OffsetRange(0, 100)))).hasSize(100);
    }
  }

  @Test
  void shouldHoldFewFramesWhenEvidenceIsReadManyTimes() {
    TopicPartition partition = create("evidence");
    write(partition, "none", 3_000, new Random(8));
    try (RawReader raw = reader()) {
      LogView log = raw.log(partition);
      long before = direct();
      for (int from = 0; from < 60; from++) {
        for (int size = 1; size <= 2; size++) {
          Iterator<LogRecord> records = log.read(new OffsetRange(from, from + size));
          for (int i = 0; i < size; i++) {
            assertThat(records.next().offset()).isEqualTo(from + i);
          }
        }
      }
      assertThat(direct() - before).isLessThan(32 << 20);
    }
  }

  private static long direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static TopicPartition create(String topic) {
    ReadyTopics.create(
        cluster.admin(),
        List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("retention.ms", "-1"))));
    return new TopicPartition(topic, 0);
  }

  private static void write(TopicPartition to, String codec, int count, Random random) {
    try (Producer<byte[], byte[]> producer = cluster.producer(Map.of("compression.type", codec))) {
      for (int i = 0; i < count; i++) {
        producer.send(record(to, random));
      }
      producer.flush();
    }
  }

  private static void transactions(TopicPartition to, String codec, Random random) {
    try (Producer<byte[], byte[]> one = cluster.producer(transactional("one", codec));
        Producer<byte[], byte[]> other = cluster.producer(transactional("other", codec))) {
      one.initTransactions();
      other.initTransactions();
      for (int i = 0; i < 6; i++) {
        one.beginTransaction();
        other.beginTransaction();
        for (int r = 0; r < 20; r++) {
          (random.nextBoolean() ? one : other).send(record(to, random));
          if (r % 7 == 0) {
            one.flush();
            other.flush();
          }
        }
        end(one, random);
        end(other, random);
      }
    }
  }

  private static Map<String, Object> transactional(String id, String codec) {
    return Map.of("transactional.id", id, "compression.type", codec);
  }

  private static void end(Producer<byte[], byte[]> producer, Random random) {
    producer.flush();
    if (random.nextBoolean()) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(TopicPartition to, Random random) {
    byte[] value = new byte[random.nextInt(900)];
    random.nextBytes(value);
    byte[] key = random.nextInt(5) == 0 ? null : new byte[] {(byte) random.nextInt()};
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            to.topic(),
            to.partition(),
            1_700_000_000_000L + random.nextInt(1_000_000),
            key,
            random.nextInt(9) == 0 ? null : value);
    for (int i = random.nextInt(3); i > 0; i--) {
      record
          .headers()
          .add("h" + i, random.nextBoolean() ? null : "v".getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }

  private static List<Fingerprint> prints(Iterator<LogRecord> records) {
    List<Fingerprint> prints = new ArrayList<>();
    records.forEachRemaining(record -> prints.add(PRINTS.of(record)));
    return prints;
  }

  private static RawReader reader() {
    return reader(cluster);
  }

  private static RawReader reader(Cluster of) {
    return new RawReader(
        of, STALL, Clock.systemUTC(), () -> false, (records, bytes) -> {}, Pace.FREE);
  }

  private static ReadingConsumer consumer() {
    return new ReadingConsumer(
        cluster, STALL, Clock.systemUTC(), () -> false, (records, bytes) -> {}, Pace.FREE);
  }
}
