package io.strait.ops.mirrormaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.cli.Strait;
import io.strait.ops.config.ConfigLoader;
import io.strait.ops.daemon.Daemon;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real MirrorMaker 2 runs, dies, is taken over, and gets its mirrors back. */
@Timeout(300)
class MirrorMakerIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ORDERS = "orders";
  private static final String SALES = "sales.eu";
  private static final List<TopicPartition> SOURCES =
      List.of(
          new TopicPartition(ORDERS, 0),
          new TopicPartition(ORDERS, 1),
          new TopicPartition(SALES, 0));
  private static final int GROUPS = 60;

  @TempDir private static Path folder;
  private static KafkaCluster east;
  private static KafkaCluster west;
  private static Cluster source;
  private static Cluster target;
  private int next;

  @BeforeAll
  static void start() {
    CompletableFuture<KafkaCluster> starting =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.plain("east", folder)));
    west = SandboxCluster.start(SandboxSpec.plain("west", folder));
    east = starting.join();
    source = new Cluster(new ClusterSpec(new ClusterAlias("a"), east.bootstrap(), Map.of()));
    target = new Cluster(new ClusterSpec(new ClusterAlias("b"), west.bootstrap(), Map.of()));
    ReadyTopics.create(
        source.admin(),
        List.of(new NewTopic(ORDERS, 2, (short) 1), new NewTopic(SALES, 1, (short) 1)));
  }

  @AfterAll
  static void stop() {
    source.close();
    target.close();
    east.close();
    west.close();
  }

  @Test
  void shouldTakeOverARealMirrorMaker2AndGiveItBack() throws Exception {
    Path file = properties("mm2", 60_000);
    Path config = folder.resolve("strait.yaml");
    assertThat(strait("mm2", "read", file.toString(), "--out", config.toString()).code()).isZero();
    runMirrorMaker(file, config);

    Map<TopicPartition, Long> ends = ends(target);
    assertThat(comparedBy("tail", config)).isLessThan(comparedBy("full", config));
    assertThat(target.admin().listTopics().names().get()).doesNotContain("strait.links");
    JsonNode adopted = adopt(config);
    assertThat(ends(target)).isEqualTo(ends);

    runStrait(config, ends, adopted);
    handBack(file, config);
  }

  /** How many records a dry run has paired on the topic that is long enough to leave some out. */
  private static long comparedBy(String prove, Path config) throws Exception {
    Said said =
        strait(
            "mm2",
            "adopt",
            "--link",
            "a-b",
            "--dry-run",
            "--json",
            "--prove",
            prove,
            "--config",
            config.toString());
    assertThat(said.code()).as(said.text()).isZero();
    for (JsonNode one : new JsonMapper().readTree(said.out()).get("partitions")) {
      if (one.get("source").asText().startsWith(SALES)) {
        assertThat(one.get("standing").asText()).as(said.text()).isEqualTo("adopt");
        assertThat(one.get("offsets").asText()).isEqualTo("mapped");
        return one.get("matched").asLong();
      }
    }
    throw new AssertionError(said.text());
  }

  /** Stopped, started and killed: the mirror holds a piece twice, and more than was committed. */
  private void runMirrorMaker(Path file, Path config) throws Exception {
    produce(900);
    try (MirrorMakerProcess mirrorMaker =
        MirrorMakerProcess.start(properties("eager", 1_000), "B")) {
      awaitMirrored(mirrorMaker);
      await().atMost(SOON).until(MirrorMakerIT::isCommitted);
      Said refused =
          strait("mm2", "adopt", "--link", "a-b", "--wait", "1", "--config", config.toString());
      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.text()).contains("still runs").contains("A-mm2");
      mirrorMaker.stop();
    }
    produce(300);
    Commits.takeBack(target, 60);
    try (MirrorMakerProcess mirrorMaker = MirrorMakerProcess.start(file, "B")) {
      awaitMirrored(mirrorMaker);
      mirrorMaker.kill();
    }
    Map<TopicPartition, TopicPartition> mirrors = new HashMap<>();
    SOURCES.forEach(from -> mirrors.put(from, mirror(from)));
    MirrorJudged.asRepeating(config, source, target, mirrors);
    Commits.takeBack(target, 30);
  }

  private JsonNode adopt(Path config) throws Exception {
    Said said = strait("mm2", "adopt", "--link", "a-b", "--json", "--config", config.toString());
    assertThat(said.code()).as(said.text()).isZero();
    JsonNode json = new JsonMapper().readTree(said.out());
    assertThat(json.get("proof").get("holds").asBoolean()).isTrue();
    long repeated = 0;
    for (JsonNode one : json.get("partitions")) {
      assertThat(one.get("standing").asText()).as(said.text()).isEqualTo("adopt");
      assertThat(one.has("committed")).as(said.text()).isTrue();
      assertThat(one.get("next").asLong()).isGreaterThan(one.get("committed").asLong() + 1);
      assertThat(one.get("matched").asLong())
          .isEqualTo(read(source, partition(one.get("source").asText()), true).size());
      repeated += one.get("repeated").asLong();
    }
    assertThat(repeated).isPositive();
    return json;
  }

  private void runStrait(Path config, Map<TopicPartition, Long> ends, JsonNode adopted)
      throws Exception {
    produce(300);
    groups();
    try (Daemon daemon =
        new Daemon(
            ConfigLoader.load(config, Map.of()),
            EngineOptions.defaults(),
            Optional.empty(),
            Clock.systemUTC())) {
      daemon.start();
      await().atMost(SOON).until(this::isMirrored);
      awaitAnswers();
      assertNothingIsWritten();
      ObjectName figures =
          new ObjectName(
              "kafka.connect.mirror:type=MirrorSourceConnector,source=A,target=B,topic=A.orders,partition=0");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          (double)
                              ManagementFactory.getPlatformMBeanServer()
                                  .getAttribute(figures, "record-count"))
                      .isPositive());
      EarlierAnswers.awaitHeartbeats(west.bootstrap(), SOON);
    }
    for (JsonNode one : adopted.get("partitions")) {
      TopicPartition from = partition(one.get("source").asText());
      assertCopiedOnce(from, one.get("next").asLong(), ends.get(mirror(from)));
    }
  }

  /** Checkpoints and offset syncs are looked at every second, heartbeats come all the time. */
  private static void assertNothingIsWritten() {
    long before = ownEnds();
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> ownEnds() == before);
  }

  private static long ownEnds() {
    TopicPartition checkpoints = new TopicPartition("A.checkpoints.internal", 0);
    TopicPartition syncs = new TopicPartition("mm2-offset-syncs.B.internal", 0);
    try (Consumer<byte[], byte[]> there = target.consumer(Map.of());
        Consumer<byte[], byte[]> here = source.consumer(Map.of())) {
      return there.endOffsets(List.of(checkpoints)).get(checkpoints)
          + here.endOffsets(List.of(syncs)).get(syncs);
    }
  }

  private void handBack(Path file, Path config) throws Exception {
    Said said = strait("mm2", "handback", "--link", "a-b", "--json", "--config", config.toString());
    assertThat(said.code()).as(said.text()).isZero();
    Map<TopicPartition, Long> nexts = new HashMap<>();
    new JsonMapper()
        .readTree(said.out())
        .forEach(one -> nexts.put(partition(one.get("source").asText()), one.get("next").asLong()));
    assertThat(nexts.keySet()).containsAll(SOURCES);
    Map<TopicPartition, Long> ends = ends(target);
    produce(200);
    try (MirrorMakerProcess mirrorMaker = MirrorMakerProcess.start(file, "B")) {
      awaitMirrored(mirrorMaker);
    }
    for (TopicPartition from : SOURCES) {
      assertCopiedOnce(from, nexts.get(from), ends.get(mirror(from)));
    }
  }

  /** Behind these offsets the mirror holds what the source holds, each record once, in order. */
  private void assertCopiedOnce(TopicPartition from, long next, long end) {
    List<String> wanted =
        read(source, from, true).stream()
            .filter(record -> record.offset() >= next)
            .map(MirrorMakerIT::value)
            .toList();
    List<String> held =
        read(target, mirror(from), true).stream()
            .filter(record -> record.offset() >= end)
            .map(MirrorMakerIT::value)
            .filter(value -> !value.startsWith("aborted"))
            .toList();
    assertThat(held).as("%s behind %d", from, next).isEqualTo(wanted).isNotEmpty();
  }

  /** Positions all over the logs. */
  private static void groups() throws Exception {
    Map<TopicPartition, Long> all = ends(source);
    for (int i = 0; i < GROUPS; i++) {
      Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
      for (TopicPartition from : SOURCES) {
        positions.put(from, new OffsetAndMetadata(all.get(from) * i / (GROUPS - 1)));
      }
      source.admin().alterConsumerGroupOffsets("group-" + i, positions).all().get();
    }
  }

  /** Every answer of an unmodified client against what the logs themselves say. */
  private void awaitAnswers() throws Exception {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> truth = new HashMap<>();
    Map<TopicPartition, Long> all = ends(source);
    for (TopicPartition from : SOURCES) {
      Map<String, Long> first = new HashMap<>();
      read(target, mirror(from), true)
          .forEach(record -> first.putIfAbsent(value(record), record.offset()));
      List<ConsumerRecord<byte[], byte[]>> records = read(source, from, true);
      long end = ends(target).get(mirror(from));
      for (int i = 0; i < GROUPS; i++) {
        long position = all.get(from) * i / (GROUPS - 1);
        long image =
            records.stream()
                .filter(record -> record.offset() >= position)
                .findFirst()
                .map(record -> first.get(value(record)))
                .orElse(end);
        truth
            .computeIfAbsent("group-" + i, group -> new HashMap<>())
            .put(mirror(from), new OffsetAndMetadata(image));
      }
    }
    await()
        .atMost(SOON)
        .until(
            () ->
                EarlierAnswers.checkpoints(west.bootstrap()).keySet().containsAll(truth.keySet()));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Map<String, Map<TopicPartition, OffsetAndMetadata>> said =
                  EarlierAnswers.checkpoints(west.bootstrap());
              said.keySet().retainAll(truth.keySet());
              assertThat(said).isEqualTo(truth);
            });
    for (int i = 0; i < GROUPS; i += 12) {
      assertThat(EarlierAnswers.translated(west.bootstrap(), "group-" + i))
          .isEqualTo(truth.get("group-" + i));
    }
  }

  private void awaitMirrored(MirrorMakerProcess mirrorMaker) throws Exception {
    await()
        .atMost(SOON)
        .until(
            () -> {
              assertThat(mirrorMaker.isAlive()).as(mirrorMaker.log()).isTrue();
              return isMirrored();
            });
  }

  /** Whether Connect's offsets name the last record of each source partition. */
  private static boolean isCommitted() {
    Set<String> committed = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      for (var entry : read(target, new TopicPartition("mm2-offsets.A.internal", i), true)) {
        committed.add(new String(entry.key(), StandardCharsets.UTF_8) + value(entry));
      }
    }
    return SOURCES.stream()
        .allMatch(
            from -> {
              List<ConsumerRecord<byte[], byte[]>> records = read(source, from, false);
              long last = records.get(records.size() - 1).offset();
              return committed.stream()
                  .anyMatch(
                      entry ->
                          entry.contains("\"partition\":" + from.partition())
                              && entry.contains("\"topic\":\"" + from.topic() + "\"")
                              && entry.endsWith("{\"offset\":" + last + "}"));
            });
  }

  /** Whether every source record is on the mirror at least once. */
  private boolean isMirrored() {
    for (TopicPartition from : SOURCES) {
      Set<String> wanted = new HashSet<>();
      read(source, from, true).forEach(record -> wanted.add(value(record)));
      Set<String> held = new HashSet<>();
      read(target, mirror(from), true).forEach(record -> held.add(value(record)));
      if (!held.containsAll(wanted)) {
        return false;
      }
    }
    return true;
  }

  /** Transactions on one topic, every third of them aborted. */
  private void produce(int records) throws Exception {
    try (Producer<byte[], byte[]> plain = source.producer(Map.of());
        Producer<byte[], byte[]> transactional =
            source.producer(Map.of("transactional.id", "sales-" + next))) {
      transactional.initTransactions();
      for (int i = 0; i < records; i++, next++) {
        plain.send(record(ORDERS, i % 2, "value-" + next));
        if (i % 10 == 0) {
          transactional.beginTransaction();
        }
        boolean aborts = i / 10 % 3 == 1;
        transactional.send(record(SALES, 0, (aborts ? "aborted-" : "value-") + next));
        if (i % 10 == 9 && aborts) {
          transactional.flush();
          transactional.abortTransaction();
        } else if (i % 10 == 9) {
          transactional.commitTransaction();
        }
      }
      plain.flush();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int partition, String value) {
    return new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8));
  }

  static String value(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private static TopicPartition mirror(TopicPartition from) {
    return new TopicPartition("A." + from.topic(), from.partition());
  }

  private static TopicPartition partition(String text) {
    int dash = text.lastIndexOf('-');
    return new TopicPartition(text.substring(0, dash), Integer.parseInt(text.substring(dash + 1)));
  }

  private static Map<TopicPartition, Long> ends(Cluster cluster) {
    List<TopicPartition> all =
        cluster == source ? SOURCES : SOURCES.stream().map(MirrorMakerIT::mirror).toList();
    try (Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      return consumer.endOffsets(all);
    }
  }

  static List<ConsumerRecord<byte[], byte[]>> read(
      Cluster cluster, TopicPartition partition, boolean committed) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer =
        cluster.consumer(
            Map.of("isolation.level", committed ? "read_committed" : "read_uncommitted"))) {
      if (!cluster.admin().listTopics().names().get().contains(partition.topic())) {
        return all;
      }
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }

  private record Said(int code, String out, String text) {}

  private static Said strait(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Strait.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Said(code, out.toString(), out + "\n" + err);
  }

  private static Path properties(String name, int flushMillis) throws Exception {
    String text =
        SmallMirrorMaker.properties(
            east,
            west,
            """
            A->B.topics = orders, sales\\\\..*
            B.offset.storage.partitions = 2
            B.offset.flush.interval.ms="""
                + flushMillis
                + "\n");
    return Files.writeString(folder.resolve(name + ".properties"), text);
  }
}
