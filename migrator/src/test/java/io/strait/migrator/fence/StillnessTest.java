package io.strait.migrator.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.fence.OpenTransactions.Mark;
import io.strait.migrator.fence.Stillness.Reading;
import io.strait.migrator.fence.acl.PartitionEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StillnessTest {
  private static final TopicPartition P0 = new TopicPartition("flights", 0);
  private static final Duration THIN = Duration.ofSeconds(30);
  private static final Instant START = Instant.EPOCH;

  @Test
  void shouldHaveNoDoubtsWhenTwoReadingsAreEqual() {
    assertThat(doubts(twice(reading(end(8, 8, 8), 7, true), reading(end(8, 8, 8), 7, true))))
        .isEmpty();
  }

  @Test
  void shouldDoubtWhenThereIsOnlyOneReading() {
    Stillness once = Stillness.first(reading(end(8, 8, 8), 7, true), START);

    assertThat(doubts(once)).singleElement().asString().contains("between two readings");
  }

  @Test
  void shouldDoubtWhenWritesAreInFlightAboveTheHighWatermark() {
    Reading inFlight = reading(end(8, 3, 3), 7, true);

    assertThat(doubts(twice(inFlight, inFlight)))
        .singleElement()
        .asString()
        .contains("log end 8", "high watermark 3");
  }

  @Test
  void shouldDoubtWhenATransactionHoldsTheLastStableOffsetBack() {
    Reading open = reading(end(8, 8, 5), 7, true);

    assertThat(doubts(twice(open, open))).singleElement().asString().contains("transaction");
  }

  @Test
  void shouldDoubtWhenAProducersSequenceMovedThoughTheEndDidNot() {
    assertThat(doubts(twice(reading(end(8, 8, 8), 7, true), reading(end(8, 8, 8), 9, true))))
        .isNotEmpty();
  }

  @Test
  void shouldDoubtWhenTheLeaderEpochMoved() {
    PartitionEnd moved = new PartitionEnd("flights", 0, 1, 5, 8, 8, 8);

    assertThat(doubts(twice(reading(end(8, 8, 8), 7, true), reading(moved, 7, true)))).isNotEmpty();
  }

  @Test
  void shouldDoubtWhenTheLeaderDoesNotShowTheFence() {
    Reading still = reading(end(8, 8, 8), 7, true);

    assertThat(twice(still, still).doubts(Set.of(P0), Set.of(2), THIN))
        .singleElement()
        .asString()
        .contains("led by broker 1");
  }

  @Test
  void shouldDoubtWhenAPartitionHasNoReading() {
    Reading still = reading(end(8, 8, 8), 7, true);
    TopicPartition other = new TopicPartition("flights", 1);

    assertThat(twice(still, still).doubts(Set.of(P0, other), Set.of(1), THIN))
        .containsExactly("flights-1: no leader answered");
  }

  @Test
  void shouldWaitLongerWhenAReplicaIsOutOfSync() {
    Reading thin = reading(end(8, 8, 8), 7, false);
    Stillness soon = twice(thin, thin);

    assertThat(doubts(soon)).singleElement().asString().contains("out of sync");
    assertThat(doubts(soon.next(thin, START.plus(THIN)))).isEmpty();
  }

  @Test
  void shouldStartAnewWhenTheLogMovesAfterALongRest() {
    Reading thin = reading(end(8, 8, 8), 7, false);
    Stillness moved =
        Stillness.first(thin, START).next(reading(end(9, 9, 9), 7, false), START.plus(THIN));

    assertThat(moved.equal()).isEqualTo(1);
    assertThat(moved.unchanged()).isZero();
  }

  private static List<String> doubts(Stillness still) {
    return still.doubts(Set.of(P0), Set.of(1), THIN);
  }

  private static Stillness twice(Reading first, Reading second) {
    return Stillness.first(first, START).next(second, START.plusMillis(100));
  }

  private static PartitionEnd end(long logEnd, long highWatermark, long stable) {
    return new PartitionEnd("flights", 0, 1, 4, logEnd, highWatermark, stable);
  }

  private static Reading reading(PartitionEnd end, int sequence, boolean inSync) {
    return new Reading(Map.of(P0, end), Map.of(P0, Set.of(new Mark(1, 0, sequence, -1))), inSync);
  }
}
