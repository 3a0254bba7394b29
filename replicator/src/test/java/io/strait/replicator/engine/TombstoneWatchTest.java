package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.wire.FramePool;
import io.strait.replicator.wire.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TombstoneWatchTest {
  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
  private static final Uuid TOPIC = Uuid.ONE_UUID;
  private static final Duration KEPT = Duration.ofHours(10);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Wall wall = new Wall();
  private Transport transport;
  private PumpContext context;
  private TombstoneWatch watch;

  @BeforeEach
  void begin() {
    Link link =
        new Link(
            new LinkName("link"),
            new ClusterAlias("east"),
            new ClusterAlias("west"),
            List.of(TopicMapping.same("topic")));
    EngineOptions options = EngineOptions.defaults();
    FramePool pool = new FramePool(1 << 20);
    List<ClusterSpec> specs =
        List.of(
            new ClusterSpec(link.source(), "localhost:1", Map.of()),
            new ClusterSpec(link.target(), "localhost:1", Map.of()));
    transport = new Transport("test", specs, pool, options.wire());
    context =
        new PumpContext(
            new LinkIdentity(link, "a", "b").owned(1),
            options,
            new LiveFlow(FlowSettings.unlimited()),
            new Ownership(Duration.ofHours(1), System::nanoTime),
            wall,
            Duration.ofDays(1),
            new TargetTopics(),
            transport,
            pool);
    CopyPair pair = new CopyPair(PARTITION, TOPIC, PARTITION, Uuid.randomUuid());
    watch = new TombstoneWatch(context, pair, new PartitionLedger(context, pair));
    learn(true);
  }

  @AfterEach
  void end() {
    transport.close();
  }

  @Test
  void shouldNotSuspectAMirrorThatIsEmpty() {
    watch.begins(0, 0);

    assertThat(watch.isDue()).isFalse();
  }

  @Test
  void shouldSuspectAMirrorOfWhichNothingIsKnown() {
    watch.begins(100, 100);

    assertThat(watch.isDue()).isTrue();
  }

  @Test
  void shouldSuspectNothingThatIsNotCompacted() {
    learn(false);
    watch.begins(100, 100);

    assertThat(watch.isDue()).isFalse();
  }

  @Test
  void shouldTrustWhatAnEarlierOwnerSawUntilTombstonesMayBeGone() {
    remember(TOPIC, Duration.ofHours(8));
    watch.begins(100, 100);
    assertThat(watch.isDue()).isFalse();
    assertThat(watch.wholeTo()).isEqualTo(80);

    wall.forward(Duration.ofMinutes(61));
    assertThat(watch.isDue()).isTrue();
  }

  @Test
  void shouldNotTrustAnotherTopicNorATimeThatIsStillToCome() {
    remember(Uuid.randomUuid(), Duration.ofHours(1));
    watch.begins(100, 100);
    assertThat(watch.isDue()).isTrue();

    begin();
    remember(TOPIC, Duration.ofHours(-2));
    watch.begins(100, 100);
    assertThat(watch.isDue()).isTrue();
  }

  @Test
  void shouldBeContentOnceTheKeysWereComparedAndAllDeletionsFound() {
    watch.begins(100, 100);
    watch.reconciled(watch.now(), 100, false);
    assertThat(watch.isDue()).isTrue();

    watch.deletions().load(List.of(new byte[1]), 100, 100);
    assertThat(watch.isDue()).isFalse();
    watch.restart();
    assertThat(watch.isDue()).isTrue();

    watch.reconciled(watch.now(), 100, true);
    assertThat(watch.isDue()).isFalse();
  }

  private void learn(boolean compacts) {
    context.learn(
        Map.of("topic", new SourceSettings(!compacts, compacts, -1, -1, KEPT.toMillis())));
  }

  private void remember(Uuid topic, Duration ago) {
    CaughtUp known = new CaughtUp(PARTITION, topic, 80, wall.instant().minus(ago).toEpochMilli());
    context.remember(new LinkMemory(Map.of(), Map.of(), Map.of(PARTITION, known), Set.of()));
  }

  /** Set by hand. */
  private static final class Wall extends Clock {
    private Instant now = START;

    void forward(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
