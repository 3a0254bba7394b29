package io.strait.replicator.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class BalanceTest {
  @Test
  void shouldSpreadPartitionsEvenlyBeforeAnythingWasMeasured() {
    SharePlan plan = Balance.next(SharePlan.NONE, situation(8, Set.of(0, 1, 2, 3))).orElseThrow();

    assertThat(plan.version()).isEqualTo(1);
    assertThat(IntStream.range(0, 4).map(slot -> plan.heldBy(slot).size())).containsOnly(2);
    assertThat(Balance.next(plan, situation(8, Set.of(0, 1, 2, 3)))).isEmpty();
  }

  @Test
  void shouldGiveNewPartitionsToTheLeastBusyAndMoveNothing() {
    SharePlan before = plan(Map.of(0, 0, 1, 1));
    Situation now = situation(3, Set.of(0, 1), Map.of(0, 900.0, 1, 100.0), true);

    SharePlan after = Balance.next(before, with(now, false)).orElseThrow();

    assertThat(after.places()).containsAllEntriesOf(before.places());
    assertThat(after.heldBy(1)).containsExactlyInAnyOrder(partition(1), partition(2));
  }

  @Test
  void shouldMoveTheTrafficAndNotTheNumberOfPartitions() {
    SharePlan before = plan(Map.of(0, 0, 1, 0, 2, 0, 3, 1, 4, 1, 5, 1));
    Map<Integer, Double> traffic = Map.of(0, 500.0, 1, 400.0, 2, 10.0, 3, 10.0, 4, 10.0, 5, 10.0);

    SharePlan after = Balance.next(before, situation(6, Set.of(0, 1), traffic, true)).orElseThrow();

    assertThat(after.places().get(partition(1))).isEqualTo(Place.moving(0, 1, after.version()));
    assertThat(after.places().values()).filteredOn(Place::isMoving).hasSize(1);
    assertThat(Balance.next(before, situation(6, Set.of(0, 1), traffic, false))).isEmpty();
  }

  @Test
  void shouldLeaveABusyPartitionWhereItIsWhenMovingItWouldHelpNobody() {
    SharePlan before = plan(Map.of(0, 0, 1, 1));

    assertThat(Balance.next(before, situation(2, Set.of(0, 1), Map.of(0, 1_000.0), true)))
        .isEmpty();
  }

  @Test
  void shouldGiveAPartitionOnlyWhenItsOldSlotHasLetGoOrHasNoOwner() {
    SharePlan before = new SharePlan(7, Map.of(partition(0), Place.moving(0, 1, 7)));
    Set<TopicPartition> all = Set.of(partition(0));

    assertThat(Balance.next(before, released(all, Map.of(0, 6L), Set.of()))).isEmpty();
    assertThat(Balance.next(before, released(all, Map.of(1, 7L), Set.of()))).isEmpty();
    assertThat(Balance.next(before, released(all, Map.of(0, 7L), Set.of())).orElseThrow().heldBy(1))
        .isEqualTo(all);
    assertThat(Balance.next(before, released(all, Map.of(), Set.of(0))).orElseThrow().heldBy(1))
        .isEqualTo(all);
  }

  @Test
  void shouldTakeEverythingFromASlotThatNobodyServes() {
    SharePlan before = plan(Map.of(0, 0, 1, 1, 2, 2, 3, 2));

    SharePlan after = Balance.next(before, situation(4, Set.of(0, 1))).orElseThrow();

    assertThat(after.heldBy(0)).containsExactly(partition(0));
    assertThat(after.leaving()).containsExactly(2);
    assertThat(after.places().get(partition(2)).slot())
        .isNotEqualTo(after.places().get(partition(3)).slot());
    assertThat(after.heldBy(2)).isEmpty();
  }

  @Test
  void shouldReadBackPlansAsTheyWereWritten() {
    SharePlan plan =
        new SharePlan(
            9,
            Map.of(
                partition(0),
                Place.in(3),
                partition(4),
                Place.moving(1, 2, 8),
                new TopicPartition("other", 1),
                Place.in(0)));

    assertThat(ShareJson.plan(ShareJson.bytes(plan))).isEqualTo(plan);
  }

  private static Situation released(
      Set<TopicPartition> all, Map<Integer, Long> settled, Set<Integer> ownerless) {
    return new Situation(all, Set.of(0, 1), settled, ownerless, Map.of(), false);
  }

  private static Situation situation(int partitions, Set<Integer> alive) {
    return situation(partitions, alive, Map.of(), true);
  }

  private static Situation situation(
      int partitions, Set<Integer> alive, Map<Integer, Double> traffic, boolean mayBalance) {
    Map<TopicPartition, Double> rates = new HashMap<>();
    traffic.forEach((number, rate) -> rates.put(partition(number), rate));
    Set<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(BalanceTest::partition).collect(Collectors.toSet());
    return new Situation(all, alive, Map.of(), Set.of(), rates, mayBalance);
  }

  private static Situation with(Situation now, boolean mayBalance) {
    return new Situation(
        now.partitions(), now.alive(), now.settled(), now.ownerless(), now.traffic(), mayBalance);
  }

  private static SharePlan plan(Map<Integer, Integer> slots) {
    Map<TopicPartition, Place> places = new HashMap<>();
    slots.forEach((number, slot) -> places.put(partition(number), Place.in(slot)));
    return new SharePlan(1, places);
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition("t", number);
  }
}
