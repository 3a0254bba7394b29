package io.strait.ops.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalEntry;
import io.strait.ops.ConfigFiles;
import io.strait.ops.TwoClusters;
import io.strait.ops.cli.Strait;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.ReadyTopics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The certificate of a wave that was really switched, issued and checked as operators do. */
final class WaveCertificate {
  private final Path folder;
  private final TwoClusters clusters;
  private final String wave;
  private final Path file;
  private final Path keys;

  private WaveCertificate(Path folder, TwoClusters clusters, String wave) {
    this.folder = folder;
    this.clusters = clusters;
    this.wave = wave;
    this.file = folder.resolve(wave + ".certificate");
    this.keys = folder.resolve("keys");
  }

  /** Issues it while the wave soaks. */
  static WaveCertificate issue(Path folder, TwoClusters clusters, Path config, String wave) {
    WaveCertificate certificate = new WaveCertificate(folder, clusters, wave);
    assertThat(run("certificate", "keygen", "--out", certificate.keys.toString()).code()).isZero();
    Ran issued =
        run(
            "certificate",
            "issue",
            "--wave",
            wave,
            "--key",
            certificate.keys.resolve("signing.key").toString(),
            "--out",
            certificate.file.toString(),
            "--config",
            config.toString());
    assertThat(issued.code()).as(issued.text()).isZero();
    return certificate;
  }

  /** What it says of the fence and the journal is what the journal says. */
  void assertTrueTo(List<JournalEntry> journal) throws Exception {
    JsonNode said = new JsonMapper().readTree(file.toFile()).path("certificate");
    int count = said.path("journal").path("entries").asInt();
    assertThat(journal.get(count - 1).hash()).isEqualTo(said.path("journal").path("head").asText());
    JournalEntry switched =
        journal.stream()
            .limit(count)
            .filter(one -> one.kind() == EntryKind.STATE && one.state().equals("SWITCHED"))
            .reduce((first, last) -> last)
            .orElseThrow();
    assertThat(said.path("journal").path("switched_hash").asText()).isEqualTo(switched.hash());
    JsonNode frontier = switched.data().path("evidence").path("frontier");
    assertThat(said.path("partitions")).hasSize(frontier.size());
    for (JsonNode one : said.path("partitions")) {
      String name = one.path("topic").asText() + "-" + one.path("partition").asInt();
      assertThat(one.path("frontier").asLong()).as(name).isPositive();
      assertThat(one.path("frontier").asLong()).isEqualTo(frontier.path(name).asLong(-1));
      assertThat(one.path("source").path("range").path(1)).isEqualTo(one.path("frontier"));
    }
    JournalEntry proved =
        journal.stream()
            .filter(one -> one.index() < switched.index() && one.step().equals("fence"))
            .filter(one -> one.kind() == EntryKind.OUTCOME && !one.state().startsWith("REV"))
            .filter(one -> one.data().path("result").asText().equals("passed"))
            .reduce((first, last) -> last)
            .orElseThrow();
    JsonNode fence = said.path("fence");
    assertThat(fence.path("proved_at").asText()).isEqualTo(proved.at().toString());
    assertThat(fence.path("proof")).isEqualTo(proved.data().path("evidence").path("proof"));
    assertThat(fence.path("proof").path("brokers").asInt()).isPositive();
    assertThat(proved.data().path("evidence").path("frontier")).isEqualTo(frontier);
    assertThat(fence.path("denied").path("raised").toString()).contains("User:app").contains(wave);
  }

  /** Either cluster alone confirms it, another key, a changed and a cut-off file do not. */
  void assertHolds() throws Exception {
    for (KafkaCluster cluster : List.of(clusters.east(), clusters.west())) {
      Ran checked = check(cluster, file, "keys");
      assertThat(checked.code()).as(checked.text()).isZero();
      assertThat(checked.text())
          .contains("still true")
          .contains("on 1 brokers; may not write: [User:app]")
          .contains("the journal there says the same of the switch, its fence and frontier");
    }
    run("certificate", "keygen", "--out", folder.resolve("others").toString());
    assertThat(check(clusters.east(), file, "others").code()).isEqualTo(3);
    String text = Files.readString(file);
    Path changed = folder.resolve("changed.certificate");
    Files.writeString(changed, text.replace("\"entries\" : ", "\"entries\" : 1"));
    Ran tampered = check(clusters.east(), changed, "keys");
    assertThat(tampered.code()).isEqualTo(3);
    assertThat(tampered.text()).contains("was changed after it was signed");
    Files.writeString(changed, text.substring(0, text.length() - 99));
    assertThat(check(clusters.east(), changed, "keys").code()).isEqualTo(2);
  }

  /** Retention at one side leaves less to check, and one payload of the other is found. */
  void assertFindsWhatHappensLater() throws Exception {
    try (Cluster east = TwoClusters.admin(clusters.east())) {
      TopicPartition first = new TopicPartition(wave, 0);
      east.await(
          "deleting",
          east.admin().deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(50))).all());
    }
    Ran trimmed = check(clusters.east(), file, "keys");
    assertThat(trimmed.code()).as(trimmed.text()).isEqualTo(4);
    assertThat(trimmed.text()).contains("starts at 50").contains("what is left is as certified");

    long bent = bend();
    Ran found = check(clusters.west(), file, "keys");
    assertThat(found.code()).as(found.text()).isEqualTo(3);
    assertThat(found.text()).contains(wave + "-1").contains("different").contains("created again");
    assertThat(found.text().lines().filter(line -> line.contains("different"))).hasSize(1);
    assertThat(found.text()).contains("keys or values");
    assertThat(bent).isPositive();
  }

  /** Writes the target's topic anew, equal but for one payload below the frontier. */
  private long bend() throws Exception {
    JsonNode partitions =
        new JsonMapper().readTree(file.toFile()).path("certificate").path("partitions");
    int count = partitions.size();
    long bent = 0;
    try (Cluster west = TwoClusters.admin(clusters.west())) {
      List<ConsumerRecord<byte[], byte[]>> all = content(west, count);
      west.await("deleting", west.admin().deleteTopics(List.of(wave)).all());
      NewTopic wanted = new NewTopic(wave, Optional.of(count), Optional.empty());
      ReadyTopics.create(west.admin(), List.of(wanted));
      try (Producer<byte[], byte[]> producer = west.producer(Map.of())) {
        for (ConsumerRecord<byte[], byte[]> one : all) {
          boolean other = one.partition() == 1 && one.offset() == 20;
          bent += other ? 1 : 0;
          byte[] value = other ? "other".getBytes(StandardCharsets.UTF_8) : one.value();
          producer.send(
              new ProducerRecord<>(
                  wave, one.partition(), one.timestamp(), one.key(), value, one.headers()));
        }
        producer.flush();
      }
    }
    return bent;
  }

  private List<ConsumerRecord<byte[], byte[]>> content(Cluster cluster, int count) {
    List<TopicPartition> all =
        IntStream.range(0, count).mapToObj(i -> new TopicPartition(wave, i)).toList();
    List<ConsumerRecord<byte[], byte[]>> content = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(200)).forEach(content::add);
      }
    }
    return content;
  }

  /** With a configuration that knows this cluster alone. */
  private Ran check(KafkaCluster cluster, Path certificate, String pair) throws Exception {
    return run(
        "certificate",
        "check",
        certificate.toString(),
        "--public-key",
        folder.resolve(pair).resolve("signing.pub").toString(),
        "--cluster",
        cluster.alias(),
        "--config",
        ConfigFiles.write(folder, List.of(cluster), "").toString());
  }

  private record Ran(int code, String text) {}

  private static Ran run(String... words) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    return new Ran(Strait.run(out, out, words), text.toString());
  }
}
