package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.Link;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two engines with one link between them. */
@Timeout(120)
final class ShareIT {
  private static final int PARTITIONS = 4;

  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;

  @BeforeAll
  static void startClusters() {
    CompletableFuture<SandboxCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.plain("west", directory)));
    east = SandboxCluster.start(SandboxSpec.plain("east", directory));
    west = other.join();
    clusters = new TwoClusters(east, west, "strait");
  }

  @AfterAll
  static void stopClusters() {
    clusters.close();
    east.close();
    west.close();
  }

  @Test
  void shouldHandPartitionsOverUnderLoadWithoutLossOrRepetition() {
    clusters.createTopic(clusters.source, "shared", PARTITIONS, Map.of());
    SlotShare first = new SlotShare("0");
    SlotShare second = new SlotShare("1");
    EngineOptions options = EngineOptions.defaults();
    try (LinkEngine one =
            clusters.engine(clusters.link("shared", "shared"), options.withShare(first));
        LinkEngine two =
            clusters.engine(clusters.link("shared", "shared"), options.withShare(second))) {
      first.give(all());
      awaitHolding(one, all());
      CompletableFuture<Void> load =
          new Load(clusters.source, "shared", PARTITIONS, 9).sendBeside(40_000);
      int moves = 0;
      for (int i = 0; !load.isDone() || i < PARTITIONS; i++) {
        move(partition(i % PARTITIONS), one, first, two, second);
        moves++;
      }
      load.join();
      assertThat(moves).isGreaterThanOrEqualTo(PARTITIONS);
      for (int i = 0; i < PARTITIONS; i++) {
        awaitCopied(holds(one).contains(partition(i)) ? one : two, i);
      }
      assertThat(one.progress().owner()).isTrue();
      assertThat(two.progress().owner()).isTrue();
      assertThat(holds(one)).doesNotContainAnyElementsOf(holds(two));
    }
    clusters.assertSame("shared", PARTITIONS);
  }

  @Test
  void shouldGiveEveryOwnerAnEpochOfItsOwnWhenSeveralTakeOverAtOnce() {
    int engines = 4;
    int times = 3;
    Link link = clusters.link("counted", "counted");
    new InternalTopics(clusters.target, link.name()).prepare();
    ExecutorService threads = Executors.newFixedThreadPool(engines);
    try {
      List<CompletableFuture<List<Integer>>> all = new ArrayList<>();
      for (int i = 0; i < engines; i++) {
        Map<String, Uuid> topics = Map.of("topic-" + i, Uuid.ONE_UUID);
        LinkRecord known = new LinkRecord("S", "T", 8, 0, topics, topics);
        all.add(CompletableFuture.supplyAsync(() -> claims(link, known, times), threads));
      }
      List<Integer> epochs = all.stream().flatMap(one -> one.join().stream()).toList();

      assertThat(epochs).hasSize(engines * times).doesNotHaveDuplicates();
      all.forEach(one -> assertThat(one.join()).isSorted());
      LinkRecord nothing = new LinkRecord("S", "T", 8, 0, Map.of(), Map.of());
      assertThat(stored(link, nothing).sourceTopics()).hasSize(engines);
    } finally {
      threads.shutdownNow();
    }
  }

  private static LinkRecord stored(Link link, LinkRecord now) {
    try (TopicReader reader = new TopicReader(clusters.target);
        LinkRegistry registry = new LinkRegistry(clusters.target, reader, true, false)) {
      return registry.update(link, now, false, Optional.empty()).content();
    }
  }

  /** What was read before the first claim is older than what the others claimed since. */
  private static List<Integer> claims(Link link, LinkRecord known, int times) {
    try (TopicReader reader = new TopicReader(clusters.target);
        LinkRegistry registry = new LinkRegistry(clusters.target, reader, true, false)) {
      List<Integer> epochs = new ArrayList<>();
      Optional<LinkRegistry.History> before =
          Optional.of(LinkNotes.read(reader, link.name()).history());
      for (int i = 0; i < times; i++) {
        epochs.add(registry.update(link, known, true, before).content().ownerEpoch());
        before = Optional.empty();
      }
      return epochs;
    }
  }

  /** As two hosts do it: taken only once the other side says that it has let go. */
  private static void move(
      TopicPartition partition, LinkEngine one, SlotShare first, LinkEngine two, SlotShare second) {
    boolean away = holds(one).contains(partition);
    LinkEngine giver = away ? one : two;
    LinkEngine taker = away ? two : one;
    Set<TopicPartition> rest = new HashSet<>(holds(giver));
    rest.remove(partition);
    long version = (away ? first : second).give(rest);
    Awaitility.await().atMost(TwoClusters.PATIENCE).until(() -> giver.settled() >= version);
    Set<TopicPartition> more = new HashSet<>(holds(taker));
    more.add(partition);
    (away ? second : first).give(more);
    awaitHolding(taker, more);
    awaitHolding(giver, rest);
  }

  private static void awaitHolding(LinkEngine engine, Set<TopicPartition> partitions) {
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> holds(engine).equals(partitions));
  }

  private static void awaitCopied(LinkEngine engine, int partition) {
    long end = TwoClusters.end(clusters.source, partition(partition));
    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .until(
            () ->
                engine.progress().partitions().stream()
                    .anyMatch(
                        one -> one.source().equals(partition(partition)) && one.copiedTo() >= end));
  }

  private static Set<TopicPartition> holds(LinkEngine engine) {
    return engine.progress().partitions().stream()
        .map(PartitionProgress::source)
        .collect(Collectors.toSet());
  }

  private static Set<TopicPartition> all() {
    Set<TopicPartition> all = new HashSet<>();
    for (int i = 0; i < PARTITIONS; i++) {
      all.add(partition(i));
    }
    return all;
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition("shared", number);
  }
}
