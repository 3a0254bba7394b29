package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.mirror.ConnectTransforms;
import io.strait.replicator.mirror.TransformSpec;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.wire.PlainRecord;
import io.strait.replicator.wire.SchemaIdTable;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches that may not pass as they are, over one link with a topic for each reason. */
@Timeout(240)
final class RecordPathIT {
  private static final String LINK = "rebuilt";
  private static final String STAMPED = "stamped";
  private static final String RECODED = "recoded";
  private static final String OVERSIZE = "oversize";
  private static final String KEYLESS = "keyless";
  private static final String EDITED = "edited";
  private static final String TINY = "tiny";
  private static final List<String> TOPICS =
      List.of(STAMPED, RECODED, OVERSIZE, KEYLESS, EDITED, TINY);
  private static final int RECORDS = 300;

  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;
  private static LinkEngine engine;
  private static List<PartitionProgress> copied;

  @BeforeAll
  static void copyEverything() {
    CompletableFuture<SandboxCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.plain("west", directory)));
    east = SandboxCluster.start(SandboxSpec.plain("east", directory));
    west = other.join();
    clusters = new TwoClusters(east, west, "admin");
    source(STAMPED, Map.of("message.timestamp.type", "LogAppendTime"));
    Stream.of(RECODED, OVERSIZE, KEYLESS, EDITED, TINY).forEach(topic -> source(topic, Map.of()));
    target(RECODED, Map.of("compression.type", "zstd"));
    target(OVERSIZE, Map.of("max.message.bytes", "20000"));
    target(KEYLESS, Map.of("cleanup.policy", "compact"));
    new Load(clusters.source, STAMPED, 1, 1).send(RECORDS);
    new Load(clusters.source, RECODED, 1, 2).send(RECORDS);
    new Load(clusters.source, OVERSIZE, 1, 3).send(RECORDS);
    fill(OVERSIZE, 40, 3_000, 50, "k");
    fill(OVERSIZE, 1, 50_000, 50, "large");
    fill(OVERSIZE, 40, 3_000, 50, "k");
    fill(KEYLESS, 20, 10, 50, "k");
    fill(KEYLESS, 1, 10, 50, null);
    fill(KEYLESS, 20, 10, 50, "k");
    fill(EDITED, 10, 10, 50, "keep");
    fill(EDITED, 3, 10, 50, "drop-me");
    fill(EDITED, 10, 10, 50, "keep");
    fill(TINY, 2_000, 100, 0, "k");
    engine = clusters.engine(clusters.link(LINK, TOPICS.toArray(String[]::new)), options());
    TOPICS.forEach(topic -> clusters.awaitCopied(engine, topic, 1));
    copied = engine.progress().partitions();
  }

  @AfterAll
  static void stop() {
    engine.close();
    clusters.close();
    east.close();
    west.close();
  }

  @Test
  void shouldKeepTheTimesThatTheSourceBrokerSet() {
    clusters.assertSame(STAMPED, 1);
    assertThat(rewritten(STAMPED)).containsEntry("LOG_APPEND_TIME", (long) RECORDS);
  }

  @Test
  void shouldSendWhatTheTargetWouldRecompressInItsCodec() {
    clusters.assertSame(RECODED, 1);
    assertThat(rewritten(RECODED)).containsKey("CODEC");
  }

  @Test
  void shouldMakeOneBatchOfManyTinyOnes() {
    clusters.assertSame(TINY, 1);
    assertThat(rewritten(TINY).get("MERGED")).isGreaterThan(1_000);
  }

  @Test
  void shouldSplitLargeBatchesAndPutAsideTheRecordThatFitsNowhere() {
    long poison = RECORDS + 40;

    assertSameBut(OVERSIZE, poison);
    assertThat(rewritten(OVERSIZE).get("OVERSIZE")).isGreaterThanOrEqualTo(80);
    StoredLetter letter = letter(OVERSIZE);
    assertThat(letter.first()).isEqualTo(poison);
    assertThat(letter.reason()).contains("the target takes at most 20000");
    assertThat(progress(OVERSIZE).counts().deadLetters()).isEqualTo(1);
  }

  @Test
  void shouldReplayADeadLetterOnceHoweverOftenToldTo() {
    clusters.createTopic(clusters.target, "replayed", 1, Map.of());
    LetterDesk desk = new LetterDesk(clusters.target, new LinkName(LINK));
    StoredLetter letter = letter(KEYLESS);
    PlainRecord content = desk.content(letter.id());

    assertThat(letter.first()).isEqualTo(20);
    assertThat(letter.source()).isEqualTo(new TopicPartition(KEYLESS, 0));
    assertThat(content.key()).isEmpty();
    assertThat(content.value().orElseThrow()).hasSize(10);
    assertSameBut(KEYLESS, letter.first());
    assertThat(desk.replay(letter.id(), Optional.of("replayed"))).isTrue();
    assertThat(desk.replay(letter.id(), Optional.of("replayed"))).isFalse();
    assertThat(desk.discard(letter.id())).isFalse();
    assertThat(TwoClusters.dump(clusters.target, new TopicPartition("replayed", 0))).hasSize(1);
    assertThat(desk.open()).noneMatch(open -> open.id().equals(letter.id()));
  }

  @Test
  void shouldFilterAndTransformAndGoOnBehindIt() {
    List<String> before = TwoClusters.dump(clusters.target, new TopicPartition(EDITED, 0));
    assertThat(before).hasSize(20).allMatch(line -> line.endsWith(" via:65617374"));
    assertThat(progress(EDITED).counts().filteredRecords()).isEqualTo(3);
    assertThat(TwoClusters.end(clusters.target, new TopicPartition(EDITED, 0))).isEqualTo(23);

    engine.close();
    engine = clusters.engine(clusters.link(LINK, TOPICS.toArray(String[]::new)), options());
    fill(EDITED, 5, 10, 50, "keep");
    clusters.awaitCopied(engine, EDITED, 1);

    assertThat(TwoClusters.dump(clusters.target, new TopicPartition(EDITED, 0))).hasSize(25);
  }

  @Test
  void shouldPutAsideABatchThatTheSourcesDiskHasDamagedAndStartAgainBehindIt() throws IOException {
    TopicPartition partition = new TopicPartition("damaged", 0);
    source("damaged", Map.of());
    fill("damaged", 10, 10, 50, "k");
    fill("damaged", 10, 10, 50, "k");
    damageSecondBatch(
        directory.resolve(Path.of("east", "node-1", "damaged-0", "00000000000000000000.log")));
    for (long records = 10; records <= 20; records += 10) {
      try (LinkEngine other =
          clusters.engine(
              clusters.link("damaged", "damaged"), EngineOptions.defaults().withoutLease())) {
        clusters.awaitCopied(other, "damaged", 1);
      }
      assertThat(TwoClusters.dump(clusters.target, partition)).hasSize((int) records);
      assertThat(TwoClusters.end(clusters.target, partition)).isEqualTo(records + 10);
      fill("damaged", 10, 10, 50, "k");
    }
    assertThat(new LetterDesk(clusters.target, new LinkName("damaged")).open())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.first()).isEqualTo(10);
              assertThat(letter.last()).isEqualTo(19);
              assertThat(letter.reason()).contains("checksum");
            });
  }

  @Test
  void shouldWaitBeforeASchemaIdThatIsNotKnownYetAndRewriteTheOthers() {
    source("schemas", Map.of());
    for (int id : List.of(7, 8, 9)) {
      send("schemas", ByteBuffer.allocate(6).putInt(1, id).put(5, (byte) 0x2a).array());
    }
    ConcurrentMap<Integer, SchemaIdTable.Fate> fates = new ConcurrentHashMap<>();
    fates.put(7, SchemaIdTable.Fate.becomes(107));
    fates.put(8, SchemaIdTable.Fate.waiting("schema id 8 is not on the target yet"));
    TopicPartition partition = new TopicPartition("schemas", 0);

    try (LinkEngine other =
        clusters.engine(clusters.link("schemas", "schemas"), rewriting(fates))) {
      await()
          .atMost(TwoClusters.PATIENCE)
          .until(() -> other.progress().toString().contains("schema id 8 is not on the target"));
      assertThat(TwoClusters.end(clusters.target, partition)).isEqualTo(1);
      fates.put(8, SchemaIdTable.Fate.becomes(108));
      clusters.awaitCopied(other, "schemas", 1);
      assertThat(other.progress().partitions().get(0).counts().rewrittenRecords())
          .containsEntry("SCHEMA_ID", 3L);
    }
    assertThat(TwoClusters.dump(clusters.target, partition))
        .map(line -> line.replaceAll(".*(00000000[0-9a-f]{2}2a).*", "$1"))
        .containsExactly("000000006b2a", "000000006c2a", "00000000092a");
  }

  private static EngineOptions rewriting(Map<Integer, SchemaIdTable.Fate> fates) {
    SchemaIdTable table =
        new SchemaIdTable() {
          @Override
          public boolean isIdentity() {
            return false;
          }

          @Override
          public Fate fate(Side side, int sourceId) {
            return fates.getOrDefault(sourceId, Fate.SAME);
          }
        };
    CopyPolicy plain = CopyPolicy.defaults();
    CopyPolicy policy =
        new CopyPolicy(
            plain.offsets(),
            plain.fillerRecords(),
            plain.transactions(),
            plain.reactions(),
            plain.deadLetters(),
            RecordRules.none().withSchemaIds(SchemaIdRule.by(table)));
    return EngineOptions.defaults().withoutLease().withPolicy(policy);
  }

  private static void send(String topic, byte[] value) {
    try (Producer<byte[], byte[]> producer = clusters.source.producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, 0, null, value));
    }
  }

  private static void damageSecondBatch(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.seek(Long.BYTES);
      long second = file.readInt() + Long.BYTES + Integer.BYTES;
      file.seek(second + Long.BYTES);
      long last = second + file.readInt() + Long.BYTES + Integer.BYTES - 1;
      file.seek(last);
      int value = file.read();
      file.seek(last);
      file.write(value ^ 1);
    }
  }

  private static EngineOptions options() {
    RecordFilter filter =
        new RecordFilter(
            false,
            Set.of(EDITED),
            Optional.of(new RecordFilter.KeyBegins("drop")),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    TransformSpec transform =
        new TransformSpec(
            "org.apache.kafka.connect.transforms.InsertHeader",
            Set.of(EDITED),
            Map.of("header", "via", "value.literal", "east"),
            Optional.empty());
    CopyPolicy policy =
        new CopyPolicy(
            OffsetRule.AUTO,
            false,
            TransactionRule.COMMITTED,
            Reactions.defaults(),
            true,
            new RecordRules(
                Optional.empty(), List.of(filter), new ConnectTransforms(List.of(transform))));
    return EngineOptions.defaults().withoutLease().withPolicy(policy);
  }

  /** Everything is where it was, but for one record of which not even its place is visible. */
  private static void assertSameBut(String topic, long offset) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> wanted =
        TwoClusters.dump(clusters.source, partition).stream()
            .filter(line -> !line.startsWith(offset + "@"))
            .toList();
    assertThat(TwoClusters.dump(clusters.target, partition)).isEqualTo(wanted);
    assertThat(TwoClusters.end(clusters.target, partition))
        .isEqualTo(TwoClusters.end(clusters.source, partition));
  }

  private static StoredLetter letter(String topic) {
    return new LetterDesk(clusters.target, new LinkName(LINK))
        .open().stream()
            .filter(open -> open.source().topic().equals(topic))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no dead letter of " + topic));
  }

  private static Map<String, Long> rewritten(String topic) {
    return progress(topic).counts().rewrittenRecords();
  }

  /** As it was when everything was copied, before any test started the link again. */
  private static PartitionProgress progress(String topic) {
    return copied.stream()
        .filter(p -> p.source().topic().equals(topic))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no progress of " + topic));
  }

  private static void source(String topic, Map<String, String> configs) {
    clusters.createTopic(clusters.source, topic, 1, configs);
  }

  private static void target(String topic, Map<String, String> configs) {
    clusters.createTopic(clusters.target, topic, 1, configs);
  }

  private static void fill(String topic, int records, int bytes, int lingerMillis, String key) {
    Random random = new Random(records);
    Cluster cluster = clusters.source;
    try (Producer<byte[], byte[]> producer =
        cluster.producer(
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                lingerMillis,
                ProducerConfig.BATCH_SIZE_CONFIG,
                lingerMillis == 0 ? 0 : 200_000))) {
      for (int i = 0; i < records; i++) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        byte[] name = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, 0, name, value));
      }
    }
  }
}
