package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.topology.Link;
import io.strait.replicator.wire.FramePool;
import io.strait.replicator.wire.PlainRecord;
import io.strait.replicator.wire.Transport;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class SourceIdentityIT {
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
  void shouldStoreInternalRecordsOnceAndRefuseAnEarlierOwner() {
    Link link = clusters.link("internal", "any");
    new InternalTopics(clusters.target, link.name()).prepare();
    try (Owner first = new Owner(link, 1);
        Owner second = new Owner(link, 2)) {
      first.append(gap(0, 5));
      first.drive(first.log::isIdle);
      west.restartBroker(1);
      first.append(gap(10, 15));
      first.append(gap(20, 25));
      first.drive(first.log::isIdle);
      second.append(gap(10, 17));
      second.drive(second.log::isIdle);
      assertThat(second.stored).isEqualTo(1);

      first.append(gap(30, 35));
      assertThatThrownBy(() -> first.drive(first.log::isIdle))
          .hasMessageContaining("another engine owns any-0 now");
      assertThat(first.stored).isEqualTo(3);
    }
    assertThat(GapLedger.read(clusters.target, link.name()))
        .extracting(Gap::from, Gap::to)
        .containsExactlyInAnyOrder(tuple(0L, 5L), tuple(10L, 17L), tuple(20L, 25L));
    TopicPartition topic = new TopicPartition(GapLedger.topic(link.name()), 0);
    assertThat(TwoClusters.dump(clusters.target, topic)).hasSize(4);
  }

  private static Gap gap(long from, long to) {
    TopicPartition any = new TopicPartition("any", 0);
    return new Gap(
        any, any, Uuid.ONE_UUID, from, to, GapCause.RECORDS_DELETED, Instant.EPOCH, "test");
  }

  /** An engine's pump reduced to one internal log. */
  private static final class Owner implements AutoCloseable {
    private final Transport transport;
    private final PumpContext context;
    private final InternalLog log;
    private final Set<String> topics;
    private int stored;

    Owner(Link link, int epoch) {
      FramePool pool = new FramePool(1 << 20);
      EngineOptions options = EngineOptions.defaults();
      List<ClusterSpec> specs = List.of(clusters.source.spec(), clusters.target.spec());
      transport = new Transport("owner-" + epoch, specs, pool, options.wire());
      context =
          new PumpContext(
              new LinkIdentity(link, "a", "b").owned(epoch),
              options,
              new LiveFlow(FlowSettings.unlimited()),
              new Ownership(Duration.ofHours(1), System::nanoTime),
              Clock.systemUTC(),
              Duration.ofDays(1),
              new TargetTopics(),
              transport,
              pool);
      log = new InternalLog(context, InternalTopic.GAPS, new TopicPartition("any", 0));
      topics = Set.of(GapLedger.topic(link.name()));
    }

    void append(Gap gap) {
      log.append(
          new PlainRecord(
              System.currentTimeMillis(),
              Optional.of(GapLedger.key(gap)),
              Optional.of(GapLedger.encode(gap)),
              List.of()),
          new InternalLog.Fate() {
            @Override
            public void stored() {
              stored++;
            }

            @Override
            public void refused(String why) {
              throw new AssertionError(why);
            }
          });
    }

    void drive(BooleanSupplier until) {
      long end = System.nanoTime() + TwoClusters.PATIENCE.toNanos();
      while (!until.getAsBoolean()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not stored: " + log.problem());
        }
        context.target().advance(context.now(), topics);
        log.advance(context.now());
        transport.poll(10);
      }
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
