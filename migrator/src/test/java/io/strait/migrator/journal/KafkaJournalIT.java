package io.strait.migrator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal in two real secured clusters, under the cutover credential. */
class KafkaJournalIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static KafkaCluster east;
  private static KafkaCluster west;
  private static Cluster source;
  private static Cluster home;

  @BeforeAll
  static void start(@TempDir Path directory) {
    CompletableFuture<KafkaCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.secured("west", directory)));
    east = SandboxCluster.start(SandboxSpec.secured("east", directory));
    west = other.join();
    source = cluster(east);
    home = cluster(west);
  }

  @AfterAll
  static void stop() throws Exception {
    source.close();
    home.close();
    east.close();
    west.close();
  }

  @Test
  void shouldKeepBothCopiesEqualAndFindThemAgain() {
    try (Journal journal = KafkaJournal.open("both", home, source, CLOCK)) {
      journal.append(List.of(note("a"), note("b")));
      journal.append(List.of(note("c")));
      assertThat(journal.awaitSecondCopy(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(JournalCopy.read(home, "both", CLOCK).entries()).hasSize(3);
    assertThat(JournalCopy.read(source, "both", CLOCK).entries())
        .isEqualTo(JournalCopy.read(home, "both", CLOCK).entries());
    try (Journal journal = KafkaJournal.open("both", home, source, CLOCK)) {
      assertThat(journal.entries()).hasSize(3);
      assertThat(journal.epoch()).isEqualTo(2);
      assertThat(journal.secondCopyLag()).isZero();
    }
  }

  @Test
  void shouldFenceTheRunnerBefore() {
    try (Journal older = KafkaJournal.open("fenced", home, source, CLOCK)) {
      older.append(List.of(note("a")));
      try (Journal newer = KafkaJournal.open("fenced", home, source, CLOCK)) {
        assertThatThrownBy(() -> older.append(List.of(note("late"))))
            .isInstanceOf(JournalFencedException.class);
        newer.append(List.of(note("b")));
      }
    }
    assertThat(JournalCopy.read(home, "fenced", CLOCK).entries())
        .extracting(entry -> entry.data().path("note").asText())
        .containsExactly("a", "b");
  }

  @Test
  void shouldBringTheSecondCopyUpWhenItWasLeftBehind() {
    try (Journal journal = KafkaJournal.open("behind", home, source, CLOCK)) {
      journal.append(List.of(note("a"), note("b")));
      assertThat(journal.awaitSecondCopy(Duration.ofSeconds(10))).isTrue();
    }
    JournalEntry last = JournalCopy.read(home, "behind", CLOCK).entries().get(1);
    write(
        home,
        "behind",
        JournalCodec.encode(
            JournalCodec.chained(note("only home"), "behind", 2, 1, CLOCK.instant(), last.hash())));
    assertThat(JournalCopy.read(source, "behind", CLOCK).entries()).hasSize(2);
    try (Journal journal = KafkaJournal.open("behind", home, source, CLOCK)) {
      assertThat(journal.awaitSecondCopy(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(JournalCopy.read(source, "behind", CLOCK).entries()).hasSize(3);
  }

  @Test
  void shouldTakeTheLongerCopyHome() {
    List<JournalEntry> chain =
        List.of(
            JournalCodec.chained(
                note("only there"), "longer", 0, 4, CLOCK.instant(), JournalEntry.GENESIS));
    JournalCopy.ensureTopic(source);
    write(source, "longer", JournalCodec.encode(chain.get(0)));
    try (Journal journal = KafkaJournal.open("longer", home, source, CLOCK)) {
      assertThat(journal.entries()).hasSize(1);
      assertThat(journal.epoch()).isEqualTo(5);
    }
    assertThat(JournalCopy.read(home, "longer", CLOCK).entries()).hasSize(1);
  }

  @Test
  void shouldRefuseATamperedJournal() {
    try (Journal journal = KafkaJournal.open("tampered", home, source, CLOCK)) {
      journal.append(List.of(note("a")));
    }
    JournalEntry forged =
        JournalCodec.chained(note("forged"), "tampered", 1, 1, CLOCK.instant(), "f".repeat(64));
    write(home, "tampered", JournalCodec.encode(forged));
    assertThatThrownBy(() -> KafkaJournal.open("tampered", home, source, CLOCK))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("strait.journal on west: the chain is broken at entry 1");
  }

  @Test
  void shouldGoOnWithoutTheSecondClusterAndSayWhatItLacks() {
    try (Journal journal = KafkaJournal.open("alone", home, source, CLOCK)) {
      journal.append(List.of(note("a")));
    }
    try (Cluster away = away();
        Journal journal = KafkaJournal.open("alone", home, away, CLOCK)) {
      journal.append(List.of(note("b")));
      assertThat(journal.secondCopyLag()).isEqualTo(2);
      assertThat(journal.awaitSecondCopy(Duration.ofMillis(200))).isFalse();
    }
    try (Journal journal = KafkaJournal.open("alone", home, source, CLOCK)) {
      assertThat(journal.entries()).hasSize(2);
      assertThat(journal.awaitSecondCopy(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(JournalCopy.read(source, "alone", CLOCK).entries()).hasSize(2);
  }

  @Test
  void shouldNotBeginAJournalAnewWhileTheOtherCopyCannotBeRead() {
    try (Cluster away = away()) {
      assertThatThrownBy(() -> KafkaJournal.open("unread", home, away, CLOCK))
          .isInstanceOf(JournalUnavailableException.class);
    }
  }

  @Test
  void shouldReadWhatIsCommittedBehindTheOpenTransactionOfAnotherWave() throws Exception {
    JournalCopy.ensureTopic(home);
    try (Producer<byte[], byte[]> other =
            home.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "strait.runner.slow"));
        Journal journal = KafkaJournal.open("shared", home, source, CLOCK)) {
      other.initTransactions();
      other.beginTransaction();
      byte[] key = "slow".getBytes(StandardCharsets.UTF_8);
      other.send(new ProducerRecord<>(JournalCopy.TOPIC, 0, key, new byte[0])).get();
      journal.append(List.of(note("a"), note("b")));
      CompletableFuture<JournalCopy> reading =
          CompletableFuture.supplyAsync(() -> JournalCopy.read(home, "shared", CLOCK));
      assertThatThrownBy(() -> reading.get(2, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      other.abortTransaction();
      assertThat(reading.get(30, TimeUnit.SECONDS).entries()).hasSize(2);
    }
  }

  private static Cluster away() {
    return new Cluster(
        new ClusterSpec(
            source.alias(),
            "127.0.0.1:1",
            Map.of("security.protocol", "PLAINTEXT", "default.api.timeout.ms", "3000")));
  }

  private static void write(Cluster cluster, String key, byte[] value) {
    try (Producer<byte[], byte[]> producer = cluster.producer(Map.of())) {
      producer.send(
          new ProducerRecord<>(JournalCopy.TOPIC, 0, key.getBytes(StandardCharsets.UTF_8), value));
      producer.flush();
    }
  }

  private static Draft note(String text) {
    return new Draft(EntryKind.NOTE, "READY", "", JournalCodec.data().put("note", text));
  }

  private static Cluster cluster(KafkaCluster cluster) {
    return new Cluster(
        new ClusterSpec(
            new ClusterAlias(cluster.alias()),
            cluster.bootstrap(),
            cluster.clientProperties("strait-cutover")));
  }
}
