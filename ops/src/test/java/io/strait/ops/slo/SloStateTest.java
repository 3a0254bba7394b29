package io.strait.ops.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.Counts;
import io.strait.validator.slo.Grant;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.SliSample;
import io.strait.validator.slo.TakenAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SloStateTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final TakenAction PAUSED =
      new TakenAction(ActionKind.PAUSE_BULK, NOW, "it burns", Optional.of(NOW.plusSeconds(1)));

  /** What the compacted topic holds. */
  private final Map<String, byte[]> topic = new LinkedHashMap<>();

  private final SloState owner = new SloState(Objectives.usual(), "a1");

  @Test
  void shouldGoOnWhereAnotherProcessStopped() {
    owner.count(new SliSample(Sli.FRESHNESS, 900, 100, NOW));
    owner.count(new SliSample(Sli.ORDER, 5, 0, NOW));
    owner.actions(Map.of(ActionKind.PAUSE_BULK, PAUSED));
    owner.joined(Set.of(new TopicPartition("or.ders", 1), new TopicPartition("flights", 0)));
    store(owner, NOW);

    SloState next = follower("b2");
    next.count(new SliSample(Sli.FRESHNESS, 50, 0, NOW.plusSeconds(5)));

    assertThat(counts(next, NOW.plusSeconds(5))).isEqualTo(new Counts(950, 100));
    assertThat(next.actions()).containsExactly(Map.entry(ActionKind.PAUSE_BULK, PAUSED));
    assertThat(next.joined()).isEqualTo(owner.joined()).hasSize(2);
    assertThat(next.here()).containsOnlyKeys(Sli.FRESHNESS);

    store(next, NOW.plusSeconds(5));
    assertThat(counts(follower("c3"), NOW.plusSeconds(6))).isEqualTo(new Counts(950, 100));
  }

  @Test
  void shouldNotCountItsOwnRecordsTwice() {
    owner.count(new SliSample(Sli.FRESHNESS, 10, 0, NOW));
    store(owner, NOW);
    owner.count(new SliSample(Sli.FRESHNESS, 10, 0, NOW));

    replay(owner, true);

    assertThat(counts(owner, NOW)).isEqualTo(new Counts(20, 0));
  }

  @Test
  void shouldStoreWhatChangedOnceAndAgainWhenStoringFailed() {
    owner.count(new SliSample(Sli.FRESHNESS, 10, 0, NOW));
    assertThat(owner.toStore(NOW, true)).hasSize(3);
    assertThat(owner.toStore(NOW, true)).as("storing failed").hasSize(3);
    owner.stored(owner.toStore(NOW, true).keySet());

    assertThat(owner.toStore(NOW, true)).isEmpty();
    owner.actions(Map.of());
    assertThat(owner.toStore(NOW, true)).isEmpty();
  }

  @Test
  void shouldForgetOldBucketsInTheTopicToo() {
    for (int day = 0; day < 60; day++) {
      for (int hour = 0; hour < 24; hour++) {
        Instant at = NOW.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
        owner.count(new SliSample(Sli.FRESHNESS, 1, 0, at));
        store(owner, at);
      }
    }

    assertThat(topic.size()).isLessThan(1 + 72 + 720 + 5);
    assertThat(counts(follower("b2"), NOW.plus(Duration.ofHours(60 * 24 - 1))).good())
        .isEqualTo(720);
  }

  @Test
  void shouldForgetNothingWhileTheClockMayBeWrong() {
    owner.count(new SliSample(Sli.FRESHNESS, 900, 100, NOW));
    store(owner, NOW);
    Instant wrong = NOW.plus(Duration.ofDays(60));

    assertThat(owner.toStore(wrong, false)).isEmpty();
    assertThat(counts(owner, wrong)).isEqualTo(Counts.NONE);
    assertThat(counts(owner, NOW)).isEqualTo(new Counts(900, 100));
    assertThat(owner.toStore(wrong, true)).as("it was right").hasSize(3);
  }

  @Test
  void shouldLeaveActionsToWhoeverDecides() {
    owner.actions(Map.of(ActionKind.PAUSE_BULK, PAUSED));
    store(owner, NOW);
    topic.remove("action/pause-bulk");

    owner.take(new SloKey.Action(ActionKind.PAUSE_BULK), Optional.empty(), true);
    assertThat(owner.actions()).hasSize(1);
    owner.take(new SloKey.Action(ActionKind.PAUSE_BULK), Optional.empty(), false);
    assertThat(owner.actions()).isEmpty();
  }

  @Test
  void shouldLiftAnActionWhileAGrantHoldsAndForgetItADayLater() {
    owner.actions(Map.of(ActionKind.PAUSE_BULK, PAUSED));
    Grant grant =
        new Grant("g1", ActionKind.PAUSE_BULK, "alice", NOW, NOW.plusSeconds(60), "\"report\"");
    topic.put("grant/g1", SloCodec.grant(grant));
    replay(owner, true);

    assertThat(owner.grants()).containsExactly(grant);
    assertThat(owner.isInForce(ActionKind.PAUSE_BULK, NOW.plusSeconds(59))).isFalse();
    assertThat(owner.isInForce(ActionKind.PAUSE_BULK, NOW.plusSeconds(60))).isTrue();
    assertThat(owner.toStore(NOW.plusSeconds(80_000), true)).doesNotContainKey("grant/g1");
    assertThat(owner.toStore(NOW.plusSeconds(90_000), true))
        .containsEntry("grant/g1", Optional.empty());
  }

  @Test
  void shouldPassOverWhatItCannotRead() {
    assertThat(SloKey.of("")).isEmpty();
    assertThat(SloKey.of("counts/60000/x/a")).isEmpty();
    assertThat(SloKey.of("action/pause-all")).isEmpty();
    assertThat(SloKey.of("counts/60000/7/a")).contains(new SloKey.Bucket(60_000, 7, "a"));
    assertThatThrownBy(() -> SloCodec.counts("{\"v\":2}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("this Strait reads version 1");
    // A bucket of a width that no resolution has: the objectives have changed since.
    owner.take(
        new SloKey.Bucket(7, 1, "z"),
        Optional.of(SloCodec.counts(Map.of(Sli.FRESHNESS, new Counts(1, 1)))),
        false);
    assertThat(counts(owner, NOW)).isEqualTo(Counts.NONE);
  }

  private void store(SloState state, Instant now) {
    Map<String, Optional<byte[]>> entries = state.toStore(now, true);
    entries.forEach(
        (key, value) ->
            value.ifPresentOrElse(bytes -> topic.put(key, bytes), () -> topic.remove(key)));
    state.stored(entries.keySet());
  }

  private SloState follower(String writer) {
    SloState state = new SloState(Objectives.usual(), writer);
    replay(state, false);
    return state;
  }

  private void replay(SloState state, boolean deciding) {
    topic.forEach(
        (key, value) -> state.take(SloKey.of(key).orElseThrow(), Optional.of(value), deciding));
  }

  private static Counts counts(SloState state, Instant now) {
    return state.evaluate(now).stream()
        .filter(one -> one.objective().sli() == Sli.FRESHNESS)
        .flatMap(one -> one.budget().stream())
        .map(budget -> budget.counts())
        .findFirst()
        .orElse(Counts.NONE);
  }
}
