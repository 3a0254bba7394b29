package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.wire.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    transport = OfflinePump.transport();
    context = OfflinePump.context(transport, wall, 1, false);
    learn(true);
    watch = watch();
  }

  @AfterEach
  void end() {
    transport.close();
  }

  @Test
  void shouldNotSuspectAMirrorThatIsEmpty() {
    watch.begins(0, 0, true, false);

    assertThat(watch.isDue()).isFalse();
  }

  @Test
  void shouldSuspectAMirrorOfWhichNothingIsKnown() {
    watch.begins(100, 100, false, false);

    assertThat(watch.isDue()).isTrue();
  }

  @Test
  void shouldSuspectNothingThatIsNotCompacted() {
    learn(false);
    watch.begins(100, 100, false, false);

    assertThat(watch.isDue()).isFalse();
  }

  @Test
  void shouldTrustWhatAnEarlierOwnerSawUntilTombstonesMayBeGone() {
    remember(TOPIC, Duration.ofHours(8));
    watch.begins(100, 100, false, false);
    assertThat(watch.isDue()).isFalse();
    assertThat(watch.wholeTo()).isEqualTo(80);

    wall.forward(Duration.ofMinutes(61));
    assertThat(watch.isDue()).isTrue();
  }

  @Test
  void shouldNotTrustAnotherTopicNorATimeThatIsStillToCome() {
    remember(Uuid.randomUuid(), Duration.ofHours(1));
    watch.begins(100, 100, false, false);
    assertThat(watch.isDue()).isTrue();

    begin();
    remember(TOPIC, Duration.ofHours(-2));
    watch.begins(100, 100, false, false);
    assertThat(watch.isDue()).isTrue();
  }

  @Test
  void shouldBeContentOnceTheKeysWereComparedAndAllDeletionsFound() {
    watch.begins(100, 100, false, false);
    watch.reconciled(watch.now(), 100, false);
    assertThat(watch.isDue()).isTrue();

    watch.deletions().load(List.of(new byte[1]), 100, 100);
    assertThat(watch.isDue()).isFalse();
    watch.restart();
    assertThat(watch.isDue()).isTrue();

    watch.reconciled(watch.now(), 100, true);
    assertThat(watch.isDue()).isFalse();
  }

  @Test
  void shouldCompareNothingOnAMirrorWhoseKeysAnEarlierConfigurationMayHaveChanged() {
    watch.begins(100, 100, false, false);
    assertThat(watch.notComparable()).isPresent();

    watch = watch();
    remember(new CaughtUp(PARTITION, TOPIC, 80, 1, false));
    watch.begins(100, 100, false, false);
    assertThat(watch.notComparable()).isPresent();
    assertThat(watch.mayCompare(new TargetTopic(1_000, Optional.empty(), true))).isFalse();

    watch = watch();
    remember(TOPIC, Duration.ofHours(1));
    watch.begins(100, 100, false, false);
    assertThat(watch.notComparable()).isEmpty();

    watch = watch();
    context.remember(LinkMemory.EMPTY);
    watch.begins(100, 100, true, false);
    assertThat(watch.notComparable()).isEmpty();
  }

  @Test
  void shouldCopyNothingBeforeItIsKeptThatKeysAreChangedFromNowOn() {
    context = OfflinePump.context(transport, wall, 1, true);
    learn(true);
    remember(TOPIC, Duration.ofHours(1));
    watch = watch();
    watch.begins(100, 100, false, false);

    assertThat(watch.notComparable()).contains("transforms change keys on the way");
    assertThat(watch.mustWait()).isTrue();
  }

  @Test
  void shouldSuspectATargetThatHasLostWhatItHad() {
    remember(TOPIC, Duration.ofHours(1));
    watch.begins(100, 100, false, false);
    assertThat(watch.isDue()).isFalse();
    watch.begins(79, 79, false, true);
    assertThat(watch.isDue()).isFalse();
    watch.begins(78, 78, false, false);
    assertThat(watch.isDue()).isTrue();

    watch = watch();
    watch.begins(79, 79, false, false);
    assertThat(watch.isDue()).isTrue();
  }

  @Test
  void shouldCompareAgainWhereAnEarlierOwnersDeletionsMayNotBeThere() {
    remember(new CaughtUp(PARTITION, TOPIC, 80, CaughtUp.NEVER, true));
    watch.begins(100, 100, false, false);

    assertThat(watch.isDue()).isTrue();
    assertThat(watch.wholeTo()).isEqualTo(80);
    assertThat(watch.why()).contains("still hold");
  }

  @Test
  void shouldLetCopyingGoOnBehindAComparisonThatTookLongerThanTombstonesAreKept() {
    watch.begins(100, 100, false, false);
    TombstoneWatch.Moment begun = watch.now();
    wall.forward(KEPT.plusHours(2));
    watch.reconciled(begun, 100, true);
    assertThat(watch.isDue()).isFalse();

    wall.forward(KEPT.plusHours(2).multipliedBy(9));
    assertThat(watch.isDue()).isFalse();
    wall.forward(KEPT.plusHours(2));
    assertThat(watch.isDue()).isTrue();
  }

  @Test
  void shouldBeginOnceItIsKnownThatTheSourceCompacts() {
    context = OfflinePump.context(transport, wall, 1, false);
    CopyPair pair = new CopyPair(PARTITION, TOPIC, PARTITION, Uuid.ONE_UUID);
    PartitionCopy copy = new PartitionCopy(context, pair);
    copy.tombstones().begins(100, 100, false, false);
    learn(true);
    copy.enter(OfflinePump.running(context, copy, 100), "runs");
    copy.tombstones().advance(context.now(), copy, 100);

    assertThat(copy.tombstones().isDue()).isTrue();
  }

  private TombstoneWatch watch() {
    CopyPair pair = new CopyPair(PARTITION, TOPIC, PARTITION, Uuid.ONE_UUID);
    return new TombstoneWatch(context, pair, new PartitionLedger(context, pair));
  }

  private void learn(boolean compacts) {
    context.learn(
        Map.of("topic", new SourceSettings(!compacts, compacts, -1, -1, KEPT.toMillis())));
  }

  private void remember(Uuid topic, Duration ago) {
    remember(new CaughtUp(PARTITION, topic, 80, wall.instant().minus(ago).toEpochMilli(), true));
  }

  private void remember(CaughtUp known) {
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
