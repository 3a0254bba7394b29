package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.Verdict;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.judge.ScanProgress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies made by hand between two real clusters, one secured and one plain. */
@Timeout(120)
class LinkScanIT {
  private static final ScanOptions OPTIONS =
      ScanOptions.defaults()
          .withWindow(64)
          .withGrace(Duration.ofMillis(200))
          .withTailGrace(Duration.ofMillis(400));

  @TempDir static Path directory;
  private static TwoClusters clusters;

  @BeforeAll
  static void start() {
    clusters = new TwoClusters(directory);
  }

  @AfterAll
  static void stop() {
    clusters.close();
  }

  @Test
  void shouldPassWhenTheCopyIsTrue() {
    clusters.create("true-copy", 3);
    for (int p = 0; p < 3; p++) {
      copy("true-copy", p, TwoClusters.records(700 * p), TwoClusters.records(700 * p));
    }
    List<ScanProgress> progress = Collections.synchronizedList(new ArrayList<>());
    ScanReport report = scan("true-copy", OPTIONS.withProgress(progress::add)).run();

    assertThat(report.verdict()).isEqualTo(new Verdict.Passed());
    assertThat(report.records()).isEqualTo(2_100);
    assertThat(report.proven())
        .containsEntry(new TopicPartition("true-copy", 0), new OffsetRange(0, 0))
        .containsEntry(new TopicPartition("true-copy", 2), new OffsetRange(0, 1_400));
    ScanProgress last = progress.get(progress.size() - 1);
    assertThat(last).isEqualTo(new ScanProgress(3, 3, 4_200, last.bytesRead(), 2_100, 2_100));
    assertThat(last.bytesRead()).isGreaterThan(4_200);
  }

  @Test
  void shouldFindEachPlantedFault() {
    List<LogRecord> source = TwoClusters.records(2_000);
    List<LogRecord> target = new ArrayList<>(source);
    target.add(1_800, new LogRecord(0, 5, null, MemoryLog.bytes("stranger"), List.of()));
    LogRecord old = target.get(1_500);
    target.set(1_500, new LogRecord(0, old.timestamp() + 9, old.key(), old.value(), old.headers()));
    old = target.get(1_200);
    List<HeaderField> headers = List.of(new HeaderField("run", MemoryLog.bytes("other")));
    target.set(1_200, new LogRecord(0, old.timestamp(), old.key(), old.value(), headers));
    old = target.get(1_000);
    byte[] flipped = old.value().clone();
    flipped[0] ^= 1;
    target.set(1_000, new LogRecord(0, old.timestamp(), old.key(), flipped, old.headers()));
    Collections.swap(target, 800, 801);
    target.add(501, target.get(500));
    target.remove(300);
    clusters.create("faulty", 1);
    copy("faulty", 0, source, target);

    ScanReport report = scan("faulty", OPTIONS).run();

    assertThat(report.verdict()).isInstanceOf(Verdict.Failed.class);
    assertThat(report.counts().byCode())
        .isEqualTo(
            Map.of(
                FindingCode.MISSING, 1L,
                FindingCode.DUPLICATE, 1L,
                FindingCode.REORDERED, 1L,
                FindingCode.CORRUPT, 1L,
                FindingCode.HEADER, 1L,
                FindingCode.TIMESTAMP, 1L,
                FindingCode.FOREIGN, 1L));
    assertThat(report.findings())
        .extracting(Finding::code)
        .containsExactly(
            FindingCode.MISSING,
            FindingCode.DUPLICATE,
            FindingCode.REORDERED,
            FindingCode.CORRUPT,
            FindingCode.HEADER,
            FindingCode.TIMESTAMP,
            FindingCode.FOREIGN);
    assertThat(report.partitions().get(0).firstDivergence()).isEqualTo(OptionalLong.of(300));
  }

  @Test
  void shouldProveOnlyTheTailWhenTheRestIsProven() {
    clusters.create("tail", 1);
    TopicPartition partition = new TopicPartition("tail", 0);
    copy("tail", 0, TwoClusters.records(1_000), TwoClusters.records(1_000));
    LinkScan scan = scan("tail", OPTIONS);
    OffsetRange proven = scan.run().proven().get(partition);
    copy("tail", 0, TwoClusters.records(100), TwoClusters.records(100));

    OffsetRange tail = new OffsetRange(proven.to(), 1_100);
    ScanReport report = scan("tail", OPTIONS).run(Map.of(partition, tail));

    assertThat(report.verdict()).isEqualTo(new Verdict.Passed());
    assertThat(report.records()).isEqualTo(100);
    assertThat(scan("tail", OPTIONS).ranges())
        .isEqualTo(Map.of(partition, new OffsetRange(0, 1_100)));
  }

  @Test
  void shouldFailWhenADemandedTailNeverArrives() {
    clusters.create("late", 1);
    copy("late", 0, TwoClusters.records(100), TwoClusters.records(90));
    TopicPartition partition = new TopicPartition("late", 0);

    ScanReport demanded = scan("late", OPTIONS).run(Map.of(partition, new OffsetRange(0, 100)));
    ScanReport live = scan("late", OPTIONS).run();

    assertThat(demanded.missing()).isEqualTo(10);
    assertThat(demanded.verdict()).isInstanceOf(Verdict.Failed.class);
    assertThat(live.missing()).isEqualTo(10);
    assertThat(live.behind()).isZero();
    assertThat(live.findings().get(0).evidence()).contains("not grown for 400 ms");
    assertThat(live.partitions().get(0).proven()).isEqualTo(new OffsetRange(0, 90));
  }

  @Test
  void shouldNotCallALaggingTargetFaultyWhenItGrows() {
    clusters.create("growing", 1);
    List<LogRecord> all = TwoClusters.records(400);
    copy("growing", 0, all, all.subList(0, 100));
    TopicPartition partition = new TopicPartition("growing", 0);
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> link =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 100; i < 399 && !stop.get(); i++) {
                TwoClusters.write(clusters.west(), partition, all.subList(i, i + 1));
              }
            });
    ScanReport report = scan("growing", OPTIONS).run();
    stop.set(true);
    link.join();

    assertThat(report.verdict()).isEqualTo(new Verdict.Passed());
    assertThat(report.behind()).isPositive();
  }

  @Test
  void shouldGoOnFromAnEarlierProof() {
    clusters.create("resumed", 1);
    TopicPartition partition = new TopicPartition("resumed", 0);
    copy("resumed", 0, TwoClusters.records(1_000), TwoClusters.records(1_000));
    Map<TopicPartition, ProofPoint> points = new ConcurrentHashMap<>();
    ScanOptions remembering =
        OPTIONS.withHooks(
            OPTIONS.hooks().withCheckpoint(point -> points.put(point.source(), point)));
    scan("resumed", remembering).run();
    copy("resumed", 0, TwoClusters.records(100), TwoClusters.records(100));
    List<ScanProgress> progress = Collections.synchronizedList(new ArrayList<>());

    ScanReport later = scan("resumed", OPTIONS.withProgress(progress::add)).goOn(points);
    Digest whole = scan("resumed", OPTIONS).run().partitions().get(0).proof().get().digest();

    assertThat(progress.get(progress.size() - 1).recordsRead()).isEqualTo(200);
    assertThat(later.partitions().get(0).proven()).isEqualTo(new OffsetRange(0, 1_100));
    assertThat(later.partitions().get(0).proof().get().digest()).isEqualTo(whole);
    assertThat(points.get(partition).proven()).isEqualTo(new OffsetRange(0, 1_000));
  }

  @Test
  void shouldWaitWithinTheGraceForADemandedTail() {
    clusters.create("arriving", 1);
    List<LogRecord> all = TwoClusters.records(100);
    copy("arriving", 0, all, all.subList(0, 90));
    TopicPartition partition = new TopicPartition("arriving", 0);
    CompletableFuture<ScanReport> scan =
        CompletableFuture.supplyAsync(
            () ->
                scan("arriving", OPTIONS.withGrace(Duration.ofSeconds(30)))
                    .run(Map.of(partition, new OffsetRange(0, 100))));
    TwoClusters.write(clusters.west(), partition, all.subList(90, 100));

    assertThat(scan.join().verdict()).isEqualTo(new Verdict.Passed());
    assertThat(scan.join().duration()).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void shouldNotCryWhenRecordsAreDeletedDuringTheScan() {
    clusters.create("shrinking", 1);
    TopicPartition partition = new TopicPartition("shrinking", 0);
    List<LogRecord> all = TwoClusters.records(30_000);
    copy("shrinking", 0, all, all);
    AtomicBoolean once = new AtomicBoolean(true);
    ScanOptions deleting =
        OPTIONS.withProgress(
            progress -> {
              if (progress.recordsRead() > 4_000 && once.compareAndSet(true, false)) {
                TwoClusters.deleteBefore(clusters.east(), partition, 20_000);
                TwoClusters.deleteBefore(clusters.west(), partition, 25_000);
              }
            });

    ScanReport report = scan("shrinking", deleting).run();

    assertThat(once).isFalse();
    assertThat(report.verdict()).isEqualTo(new Verdict.Passed());
    assertThat(report.partitions().get(0).judged().to()).isEqualTo(30_000);
  }

  @Test
  void shouldBeInconclusiveWhenADemandedRangeIsGone() {
    clusters.create("gone", 1);
    TopicPartition partition = new TopicPartition("gone", 0);
    copy("gone", 0, TwoClusters.records(100), TwoClusters.records(100));
    TwoClusters.deleteBefore(clusters.west(), partition, 30);

    ScanReport report = scan("gone", OPTIONS).run(Map.of(partition, new OffsetRange(0, 100)));

    assertThat(report.verdict()).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.UNVERIFIABLE, 1L));
    assertThat(report.verdict().toString()).contains("[0, 30)");
  }

  @Test
  void shouldFindTheTruthUnderLiveLoad() {
    clusters.create("live", 2);
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> load =
        CompletableFuture.runAsync(
            () -> {
              while (!stop.get()) {
                for (int p = 0; p < 2; p++) {
                  copy("live", p, TwoClusters.records(200), TwoClusters.records(200));
                }
              }
            });
    try {
      for (int scans = 0; scans < 5; scans++) {
        assertThat(scan("live", OPTIONS).run().verdict()).isEqualTo(new Verdict.Passed());
      }
    } finally {
      stop.set(true);
      load.join();
    }
    ScanReport report = scan("live", OPTIONS).run();
    assertThat(report.behind()).isZero();
    assertThat(report.records()).isPositive();
  }

  @Test
  void shouldNotPassWhenASuspicionCannotBeReadAgain() {
    clusters.create("vanishing", 1);
    TopicPartition partition = new TopicPartition("vanishing", 0);
    List<LogRecord> copy = new ArrayList<>(TwoClusters.records(500));
    Collections.swap(copy, 100, 101);
    copy("vanishing", 0, TwoClusters.records(500), copy);
    ScanOptions deleting =
        OPTIONS.withProgress(
            progress -> {
              if (progress.partitionsDone() == 1) {
                TwoClusters.deleteBefore(clusters.west(), partition, 200);
              }
            });

    ScanReport report = scan("vanishing", deleting).run();

    assertThat(report.verdict()).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(report.verdict().toString()).contains("seen once").contains("REORDERED");
  }

  @Test
  void shouldScanWithTheCopyingPrincipalAndSayWhichPermissionAnotherLacks() {
    clusters.create("guarded", 1);
    copy("guarded", 0, TwoClusters.records(100), TwoClusters.records(100));
    List<TopicMapping> topics = List.of(TopicMapping.same("guarded"));
    try (Cluster strait = clusters.eastAs(Principals.STRAIT);
        Cluster app = clusters.eastAs(Principals.APP)) {
      Clock clock = Clock.systemUTC();
      assertThat(new LinkScan(strait, clusters.west(), topics, OPTIONS, clock).run().verdict())
          .isEqualTo(new Verdict.Passed());
      assertThat(new LinkScan(app, clusters.west(), topics, OPTIONS, clock).run().verdict())
          .isInstanceOf(Verdict.Inconclusive.class)
          .asString()
          .contains("cluster 'east'", "guarded", "TopicAuthorizationException");
    }
  }

  @Test
  void shouldFindWhatACompactedTopicLacksWhenNoCleanerRan() {
    clusters.create("compacted", 1, "compact");
    List<LogRecord> thinned = new ArrayList<>(TwoClusters.records(200));
    thinned.subList(20, 25).clear();
    copy("compacted", 0, TwoClusters.records(200), thinned);

    ScanReport report = scan("compacted", OPTIONS).run();

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 5L));
    assertThat(report.partitions().get(0).proven()).isEqualTo(new OffsetRange(0, 20));
  }

  @Test
  void shouldEndInconclusiveWhenCancelled() {
    clusters.create("cancelled", 2);
    copy("cancelled", 0, TwoClusters.records(20_000), TwoClusters.records(20_000));
    AtomicReference<LinkScan> running = new AtomicReference<>();
    running.set(scan("cancelled", OPTIONS.withProgress(progress -> running.get().cancel())));

    ScanReport report = running.get().run();

    assertThat(report.verdict()).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(report.verdict().toString()).contains("cancelled");
  }

  @Test
  void shouldNameWhatPartitionsOneSideLacks() {
    Map<String, String> keep = Map.of("retention.ms", "-1");
    ReadyTopics.create(
        clusters.east().admin(), List.of(new NewTopic("uneven", 3, (short) 1).configs(keep)));
    ReadyTopics.create(
        clusters.west().admin(), List.of(new NewTopic("uneven", 2, (short) 1).configs(keep)));
    TwoClusters.write(clusters.east(), new TopicPartition("uneven", 2), TwoClusters.records(5));

    ScanReport report = scan("uneven", OPTIONS).run();
    assertThat(report.verdict()).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(report.verdict().toString()).contains("uneven-2").contains("no such partition");

    TwoClusters.write(clusters.west(), new TopicPartition("uneven", 1), TwoClusters.records(4));
    ScanReport reversed =
        new LinkScan(
                clusters.west(),
                clusters.east(),
                List.of(TopicMapping.same("uneven")),
                OPTIONS,
                Clock.systemUTC())
            .run();
    assertThat(reversed.counts().byCode())
        .isEqualTo(Map.of(FindingCode.FOREIGN, 5L, FindingCode.MISSING, 4L));
  }

  @Test
  void shouldJudgeCommittedRecordsOnlyWhenTransactionsAbort() {
    clusters.create("transactions", 1);
    TopicPartition partition = new TopicPartition("transactions", 0);
    for (Cluster cluster : List.of(clusters.east(), clusters.west())) {
      try (Producer<byte[], byte[]> producer =
          cluster.producer(Map.of("transactional.id", "writer"))) {
        producer.initTransactions();
        for (int i = 0; i < 20; i++) {
          producer.beginTransaction();
          byte[] side = MemoryLog.bytes(i % 2 == 0 ? "both " + i : cluster.alias() + " only");
          producer.send(
              new ProducerRecord<>(partition.topic(), 0, 1_700_000_000_000L + i, null, side));
          producer.flush();
          if (i % 2 == 0) {
            producer.commitTransaction();
          } else {
            producer.abortTransaction();
          }
        }
      }
    }
    ScanReport report = scan("transactions", OPTIONS).run();

    assertThat(report.verdict()).isEqualTo(new Verdict.Passed());
    assertThat(report.records()).isEqualTo(10);
    assertThat(report.proven()).containsEntry(partition, new OffsetRange(0, 40));
  }

  @Test
  void shouldBeInconclusiveWhenATopicIsNotThere() {
    ScanReport report = scan("nowhere", OPTIONS).run();
    assertThat(report.verdict().toString())
        .contains("topic 'nowhere' does not exist on cluster 'east'");

    assertThatThrownBy(
            () ->
                scan("nowhere", OPTIONS)
                    .run(Map.of(new TopicPartition("else", 0), new OffsetRange(0, 1))))
        .hasMessageContaining("range given for else-0");
  }

  @Test
  void shouldBeInconclusiveWhenAClusterDoesNotAnswer() {
    ClusterSpec closed =
        new ClusterSpec(
            new ClusterAlias("closed"), "127.0.0.1:1", Map.of("default.api.timeout.ms", "2000"));
    try (Cluster dead = new Cluster(closed)) {
      ScanReport report =
          new LinkScan(
                  clusters.east(),
                  dead,
                  List.of(TopicMapping.same("t")),
                  OPTIONS,
                  Clock.systemUTC())
              .run();
      assertThat(report.verdict()).isInstanceOf(Verdict.Inconclusive.class);
      assertThat(report.verdict().toString()).contains("cluster 'closed'");
    }
  }

  @Test
  void shouldMeasureLagAndDelayAgainstTheTarget() {
    clusters.create("lagging", 2);
    List<LogRecord> all = TwoClusters.records(50);
    copy("lagging", 0, all, all.subList(0, 40));
    copy("lagging", 1, all, all);
    try (LagProbe probe =
        new LagProbe(
            clusters.east(),
            clusters.west(),
            List.of(TopicMapping.same("lagging")),
            OffsetRelation.EXACT,
            Duration.ofSeconds(10),
            Clock.systemUTC())) {
      LagReport report = probe.measure();
      assertThat(report.lag()).isEqualTo(10);
      long age = report.at().toEpochMilli() - all.get(40).timestamp();
      assertThat(report.partitions().get(0).delay()).isEqualTo(Optional.of(Duration.ofMillis(age)));
      assertThat(report.partitions().get(1).delay()).isEqualTo(Optional.of(Duration.ZERO));

      TwoClusters.write(clusters.west(), new TopicPartition("lagging", 0), all.subList(40, 50));
      assertThat(probe.measure().delay()).isEqualTo(Optional.of(Duration.ZERO));
    }
  }

  private static void copy(
      String topic, int partition, List<LogRecord> source, List<LogRecord> target) {
    TwoClusters.write(clusters.east(), new TopicPartition(topic, partition), source);
    TwoClusters.write(clusters.west(), new TopicPartition(topic, partition), target);
  }

  private static LinkScan scan(String topic, ScanOptions options) {
    return new LinkScan(
        clusters.east(),
        clusters.west(),
        List.of(TopicMapping.same(topic)),
        options,
        Clock.systemUTC());
  }
}
