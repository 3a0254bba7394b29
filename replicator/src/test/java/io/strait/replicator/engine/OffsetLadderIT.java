package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class OffsetLadderIT {
  private static final EngineOptions ALONE = EngineOptions.defaults().withoutLease();
  @TempDir private static Path directory;
  private static SandboxCluster east;
  private static SandboxCluster west;
  private static TwoClusters clusters;

  @BeforeAll
  static void startClusters() {
    east = SandboxCluster.start(SandboxSpec.plain("east", directory));
    west = SandboxCluster.start(SandboxSpec.plain("west", directory));
    clusters = new TwoClusters(east, west, "admin");
  }

  @AfterAll
  static void stopClusters() {
    clusters.close();
    east.close();
    west.close();
  }

  @Test
  void shouldCopyCommittedDataOnlyAndFillTheRestInvisibly() {
    clusters.createTopic(clusters.source, "transacted", 2, Map.of());
    try (MixedLoad load = new MixedLoad(clusters.source, "transacted", 2, 41);
        LinkEngine engine = clusters.engine(clusters.link("transacted", "transacted"), ALONE)) {
      load.rounds(30);
      clusters.awaitCopied(engine, "transacted", 2);
      PartitionProgress progress = progress(engine, "transacted");

      assertThat(progress.mode()).isEqualTo(OffsetMode.FILLED);
      assertThat(progress.counts().gapOffsets()).isPositive();
      assertThat(progress.counts().abortedRecords()).isPositive();
    }
    clusters.assertSame("transacted", 2);
  }

  private static PartitionProgress progress(LinkEngine engine, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    return engine.progress().partitions().stream()
        .filter(p -> p.source().equals(partition))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no progress of " + partition));
  }
}
