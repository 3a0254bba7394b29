package io.strait.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.StraitConfig;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.LinkEngine;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.StableEnds;
import io.strait.validator.records.LinkScan;
import io.strait.validator.records.ScanReport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies that somebody else made with plain clients, and one that a link made with mapped offsets.
 */
class DeclaredCopyIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int BATCHES = 40;
  private static final int RECORDS = 5;

  @TempDir static Path folder;
  private static KafkaCluster eastBox;
  private static KafkaCluster westBox;
  private static StraitConfig config;
  private static Cluster east;
  private static Cluster west;

  @BeforeAll
  static void startClusters() {
    List<KafkaCluster> boxes =
        Stream.of("east", "west")
            .parallel()
            .<KafkaCluster>map(alias -> SandboxCluster.start(SandboxSpec.plain(alias, folder)))
            .toList();
    eastBox = boxes.get(0);
    westBox = boxes.get(1);
    config =
        ConfigLoader.parse(
            """
            version: 1
            clusters:
              east: {bootstrap: "%s"}
              west: {bootstrap: "%s"}
            links:
              - {name: foreign, source: east, target: west, topics: [faithful, exposed, stamped]}
              - name: rewritten
                source: east
                target: west
                topics: [schemas]
                verify: {schemaIds: {1: 11, 2: 1}, ignoreHeaders: ["hop.*"]}
              - {name: mapped, source: east, target: west, topics: [mapped], offsets: mapped}
            """
                .formatted(eastBox.bootstrap(), westBox.bootstrap()),
            folder,
            Map.of());
    east = new Cluster(config.cluster(link("foreign").source()).copying());
    west = new Cluster(config.cluster(link("foreign").target()).copying());
    Stream<String> topics = Stream.of("faithful", "exposed", "stamped", "schemas", "mapped");
    ReadyTopics.create(
        east.admin(), topics.map(topic -> new NewTopic(topic, 1, (short) 1)).toList());
    ReadyTopics.create(
        west.admin(),
        List.of(
            new NewTopic("faithful", 1, (short) 1),
            new NewTopic("exposed", 1, (short) 1),
            new NewTopic("schemas", 1, (short) 1),
            new NewTopic("stamped", 1, (short) 1)
                .configs(Map.of("message.timestamp.type", "LogAppendTime"))));
  }

  @AfterAll
  static void stopClusters() {
    east.close();
    west.close();
    eastBox.close();
    westBox.close();
  }

  @Test
  void shouldPassWhenOnlyWhatWasCommittedIsCopied() {
    writeTransactions("faithful");
    copy("faithful", "read_committed", record -> record);

    ScanReport report = scan("foreign", "faithful");

    assertThat(report.verdict()).isInstanceOf(Verdict.Passed.class);
    assertThat(report.records()).isEqualTo(BATCHES * RECORDS * 3 / 4);
    assertThat(contracts("foreign").notes()).anyMatch(note -> note.contains("only the order"));
  }

  @Test
  void shouldNameEachAbortedRecordWhenTheCopyReadEverything() {
    List<Long> aborted = writeTransactions("exposed");
    copy("exposed", "read_uncommitted", record -> record);

    ScanReport report = scan("foreign", "exposed");

    assertThat(report.counts())
        .isEqualTo(new FindingCounts(Map.of(FindingCode.ABORTED_VISIBLE, (long) aborted.size())));
    assertThat(report.findings().get(0).divergesAt()).isEqualTo(aborted.get(0));
    assertThat(report.findings())
        .extracting(Finding::divergesAt)
        .containsExactlyElementsOf(aborted.subList(0, report.findings().size()));
  }

  @Test
  void shouldNotJudgeTimesWhenTheTargetStampsThem() {
    write("stamped", i -> i);
    copy("stamped", "read_committed", record -> record);

    ScanReport report = scan("foreign", "stamped");

    assertThat(report.verdict()).isInstanceOf(Verdict.Passed.class);
    assertThat(report.partitions().get(0).notes())
        .anyMatch(note -> note.contains("stamps append time"));
    assertThat(scan("foreign", "stamped", topic -> inOrder(Contract.PLAIN)).verdict())
        .as("also when nobody looked at the topic's settings")
        .isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void shouldFollowTheDeclaredIdsAndFindTheOneThatIsWrong() {
    write("schemas", i -> carrying(1 + i % 2, i));
    copy("schemas", "read_committed", DeclaredCopyIT::rewritten);

    assertThat(scan("rewritten", "schemas").verdict()).isInstanceOf(Verdict.Passed.class);

    write("schemas", i -> i == 7 ? carrying(5, i) : carrying(1, i));
    int[] number = {0};
    copy(
        "schemas",
        "read_committed",
        record -> {
          ProducerRecord<byte[], byte[]> copy = rewritten(record);
          if (++number[0] == 30) {
            copy.value()[7] ^= 1;
          }
          return copy;
        });

    ScanReport report = scan("rewritten", "schemas");
    assertThat(report.counts().byCode())
        .isEqualTo(Map.of(FindingCode.CORRUPT, 1L, FindingCode.UNVERIFIABLE, 1L));
    assertThat(report.findings()).anyMatch(one -> one.evidence().contains("schema id 5 of values"));
  }

  @Test
  void shouldJudgeByTheLinksOwnMapWhenOffsetsAreMapped() {
    writeTransactions("mapped");
    Link link = link("mapped");
    long records = BATCHES * RECORDS * 3L / 4;
    TopicPartition partition = new TopicPartition("mapped", 0);
    try (LinkEngine engine =
        new LinkEngine(
            link,
            config.cluster(link.source()).copying(),
            config.cluster(link.target()).copying(),
            config.settings(link.name()).appliedTo(EngineOptions.defaults()),
            Clock.systemUTC())) {
      engine.start();
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> StableEnds.of(west, List.of(partition)).get(partition) >= records);
    }

    ScanReport report = scan("mapped", "mapped");

    assertThat(report.verdict()).isInstanceOf(Verdict.Passed.class);
    assertThat(report.records()).isEqualTo(records);
    assertThat(contracts("mapped").notes()).anyMatch(note -> note.contains("mapped in 1"));
    assertThat(scan("mapped", "mapped", topic -> Contract.PLAIN).counts().of(FindingCode.SHIFTED))
        .as("equal offsets are not claimed for nothing")
        .isPositive();
  }

  private static Link link(String name) {
    return config.link(new LinkName(name)).orElseThrow();
  }

  private static Contracts contracts(String link) {
    return Contracts.of(config, link(link), east, west);
  }

  private static ScanReport scan(String link, String topic) {
    return scan(link, topic, contracts(link));
  }

  private static ScanReport scan(
      String link, String topic, Function<TopicMapping, Contract> contracts) {
    ScanOptions options =
        ScanOptions.defaults().withGrace(Duration.ofMillis(100)).withContracts(contracts);
    return new LinkScan(east, west, List.of(TopicMapping.same(topic)), options, Clock.systemUTC())
        .run();
  }

  private static Contract inOrder(Contract contract) {
    return contract.with(OffsetClaim.IN_ORDER);
  }

  /** Every fourth transaction is aborted; returns the offsets of its records. */
  private static List<Long> writeTransactions(String topic) {
    List<Long> aborted = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        east.producer(Map.of("transactional.id", "writer-" + topic))) {
      producer.initTransactions();
      for (int batch = 0; batch < BATCHES; batch++) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(topic, 0, null, bytes("value " + batch + "/" + i))));
        }
        producer.flush();
        if (batch % 4 == 3) {
          sent.forEach(one -> aborted.add(offset(one)));
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
    }
    return aborted;
  }

  private static long offset(Future<RecordMetadata> sent) {
    try {
      return sent.get().offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("the record was not written", e);
    }
  }

  private interface Values {
    Object of(int number);
  }

  private static void write(String topic, Values values) {
    try (Producer<byte[], byte[]> producer = east.producer(Map.of("linger.ms", 5))) {
      for (int i = 0; i < 100; i++) {
        Object value = values.of(i);
        byte[] bytes = value instanceof byte[] already ? already : bytes("value " + value);
        producer.send(new ProducerRecord<>(topic, 0, null, bytes("key " + i), bytes));
      }
      producer.flush();
    }
  }

  private static byte[] carrying(int id, int number) {
    byte[] body = bytes("body of number " + number);
    return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(id).put(body).array();
  }

  private static ProducerRecord<byte[], byte[]> rewritten(ProducerRecord<byte[], byte[]> record) {
    ByteBuffer value = ByteBuffer.wrap(record.value());
    value.putInt(1, value.getInt(1) == 1 ? 11 : 1);
    record.headers().add("hop-1", bytes("east"));
    return record;
  }

  /** Copies what is not on the target yet, from the place where the last copy ended. */
  private static void copy(
      String topic, String isolation, UnaryOperator<ProducerRecord<byte[], byte[]>> edit) {
    TopicPartition partition = new TopicPartition(topic, 0);
    long done = StableEnds.of(west, List.of(partition)).get(partition);
    try (Consumer<byte[], byte[]> consumer = east.consumer(Map.of("isolation.level", isolation));
        Producer<byte[], byte[]> producer = west.producer(Map.of("linger.ms", 5))) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, done);
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          producer.send(
              edit.apply(
                  new ProducerRecord<>(
                      topic,
                      0,
                      record.timestamp(),
                      record.key(),
                      record.value(),
                      record.headers())));
        }
      }
      producer.flush();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
