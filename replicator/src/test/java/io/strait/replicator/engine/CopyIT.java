package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicObserver;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class CopyIT {
  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;

  @BeforeAll
  static void startClusters() {
    CompletableFuture<SandboxCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.secured("west", directory)));
    east = SandboxCluster.start(SandboxSpec.secured("east", directory));
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
  void shouldCopyEveryCodecExactlyWhileTheLoadGoesOn() {
    clusters.createTopic(clusters.source, "codecs", 4, Map.of());
    CompletableFuture<Void> load = new Load(clusters.source, "codecs", 4, 1).sendBeside(60_000);
    try (LinkEngine engine =
        clusters.engine(clusters.link("codecs", "codecs"), EngineOptions.defaults())) {
      load.join();
      clusters.awaitCopied(engine, "codecs", 4);

      assertThat(engine.progress().owner()).isTrue();
      assertThat(engine.progress().problem()).isEmpty();
      assertThat(engine.progress().lag()).isZero();
      assertThat(engine.progress().recordsCopied()).isEqualTo(60_000);
    }
    clusters.assertSame("codecs", 4);
  }

  @Test
  void shouldGoOnAfterACloseWithoutLossOrRepetition() {
    clusters.createTopic(clusters.source, "resumed", 3, Map.of());
    Load load = new Load(clusters.source, "resumed", 3, 2);
    for (int round = 0; round < 3; round++) {
      CompletableFuture<Void> beside = load.sendBeside(5_000);
      try (LinkEngine engine =
          clusters.engine(clusters.link("resumed", "resumed"), EngineOptions.defaults())) {
        beside.join();
        if (round == 2) {
          clusters.awaitCopied(engine, "resumed", 3);
        }
      }
    }
    clusters.assertSame("resumed", 3);
  }

  @Test
  void shouldTellWhatItCreatedAsItIsFoundLaterAndLeaveAloneWhatExists() {
    TopicObserver observer = new TopicObserver(clusters.target);
    TopicChange.Create one =
        new TopicChange.Create("created-1", 2, 1, Map.of("retention.ms", "100000"));
    TopicChange.Create two =
        new TopicChange.Create("created-2", 1, 1, Map.of("cleanup.policy", "compact"));
    List<String> names = List.of("created-1", "created-2");

    Map<String, TopicFacts> told = observer.create(List.of(one, two));

    Awaitility.await()
        .atMost(TwoClusters.PATIENCE)
        .until(() -> observer.observe(names).keySet().containsAll(names));
    assertThat(told).containsOnlyKeys(names);
    observer
        .observe(names)
        .forEach(
            (name, found) -> {
              assertThat(told.get(name).id()).isEqualTo(found.id());
              assertThat(told.get(name).partitions()).isEqualTo(found.partitions());
              assertThat(told.get(name).ownConfigs()).isEqualTo(found.ownConfigs());
              assertThat(told.get(name).effectiveConfigs())
                  .containsAllEntriesOf(found.effectiveConfigs());
            });
    assertThat(observer.create(List.of(one))).isEmpty();
  }
}
