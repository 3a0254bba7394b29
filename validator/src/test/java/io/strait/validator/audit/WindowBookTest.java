package io.strait.validator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.audit.EventWindow.State;
import io.strait.validator.audit.Watermarks.Sight;
import io.strait.validator.audit.WindowKey.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowBookTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final long START = NOW - NOW % MINUTE;
  private static final WindowRule RULE =
      new WindowRule(
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          0.99,
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          3,
          5);

  private final List<AuditEntry> changed = new ArrayList<>();
  private final List<AuditEntry> forgotten = new ArrayList<>();
  private final WindowBook book =
      new WindowBook(RULE, (entry, kept) -> (kept ? changed : forgotten).add(entry));

  @Test
  void shouldStayPreliminaryUntilTheWatermarkIsBehindItsEndAndTheAllowedLateness() {
    add("t", START + 5, 1);

    book.advance("t", START + MINUTE + 9_999);
    assertThat(window("t", START).state()).isEqualTo(State.PRELIMINARY);
    book.advance("t", START + MINUTE + 10_000);

    assertThat(window("t", START).state()).isEqualTo(State.CLOSED);
    assertThat(window("t", START).revision()).isZero();
    assertThat(changed).contains(new TopicTime("t", START + MINUTE + 10_000, Long.MIN_VALUE));
  }

  @Test
  void shouldCorrectAClosedWindowWhenARecordIsLate() {
    add("t", START + 5, 1);
    book.advance("t", START + 2 * MINUTE);

    add("t", START + 6, 2);
    add("t", START + MINUTE + 1, 4);

    EventWindow late = window("t", START);
    assertThat(late.state()).isEqualTo(State.CLOSED);
    assertThat(late.revision()).isEqualTo(1);
    assertThat(late.tally().source()).isEqualTo(new SideTally(2, 3));
    assertThat(window("t", START + MINUTE).state()).isEqualTo(State.PRELIMINARY);
  }

  @Test
  void shouldCallAWindowClosedAndRevisedWhenItsFirstRecordComesAfterItsTime() {
    book.advance("t", START + 10 * MINUTE);

    add("t", START, 7);

    assertThat(window("t", START).state()).isEqualTo(State.CLOSED);
    assertThat(window("t", START).revision()).isEqualTo(1);
  }

  @Test
  void shouldNeverGoBackInTime() {
    book.advance("t", START + 5 * MINUTE);
    book.advance("t", START);

    assertThat(book.time("t").watermark()).isEqualTo(START + 5 * MINUTE);
  }

  @Test
  void shouldKeepRecordsWithUnbelievableTimesInBucketsOfTheirOwn() {
    add("t", NOW + Duration.ofMinutes(10).toMillis() + 1, 1);
    add("t", Long.MAX_VALUE, 2);
    add("t", -1, 4);

    assertThat(window(WindowKey.bucket("t", Kind.FUTURE)).tally().source())
        .isEqualTo(new SideTally(2, 3));
    assertThat(window(WindowKey.bucket("t", Kind.UNTIMED)).tally().source())
        .isEqualTo(new SideTally(1, 4));
    assertThat(book.size()).isZero();
    book.advance("t", Long.MAX_VALUE / 2);
    assertThat(book.windows()).allMatch(one -> one.state() == State.PRELIMINARY);
  }

  @Test
  void shouldPutTheOldestWindowIntoTheBucketForOlderRecordsWhenThereAreTooMany() {
    for (int i = 0; i < 5; i++) {
      add("t", START + i * MINUTE, 1L << i);
    }
    add("t", START, 32);

    assertThat(book.size()).isEqualTo(3);
    assertThat(window(WindowKey.bucket("t", Kind.OLDER)).tally().source())
        .isEqualTo(new SideTally(3, 1 + 2 + 32));
    assertThat(book.time("t").keptFrom()).isEqualTo(START + MINUTE + 1);
    assertThat(forgotten).hasSize(2);
  }

  @Test
  void shouldBoundTheWindowsOfAllTopicsTogether() {
    for (String topic : List.of("a", "b", "c")) {
      for (int i = 0; i < 3; i++) {
        add(topic, START + i * MINUTE, 1);
      }
    }

    assertThat(book.size()).isEqualTo(5);
    assertThat(book.windows().stream().mapToLong(one -> one.tally().source().records()).sum())
        .isEqualTo(9);
  }

  @Test
  void shouldBeTheSameAfterItWasStoredAndTakenInAgain() {
    for (int i = 0; i < 5; i++) {
      add("t", START + i * MINUTE, 1L << i);
      book.advance("t", START + i * MINUTE);
    }
    WindowBook again = new WindowBook(RULE, (entry, kept) -> {});
    for (AuditEntry entry : changed) {
      AuditEntry read = AuditJson.entry(AuditJson.text(entry));
      assertThat(read).isEqualTo(entry);
      if (read instanceof EventWindow window) {
        again.restore(window);
      } else if (read instanceof TopicTime time) {
        again.restore(time);
      }
    }

    assertThat(again.windows()).isEqualTo(book.windows());
    assertThat(again.size()).isEqualTo(book.size());
    add("t", START + 4 * MINUTE, 64);
    again.add(shares("t", START + 4 * MINUTE, 64));
    assertThat(again.windows()).isEqualTo(book.windows());
  }

  @Test
  void shouldTakeTheLatenessThatNearlyAllRecordsKeepWithin() {
    EventClock.Run run = EventClock.UNSET.run();
    for (int i = 0; i < 1_000; i++) {
      run.saw(NOW + i * 100);
      run.saw(NOW + i * 100 - 700);
    }
    run.saw(0);

    EventClock clock = run.clock();
    assertThat(clock.latenessOf(0.99)).isEqualTo(1_024);
    assertThat(clock.latenessOf(0.4)).isZero();
    assertThat(clock.latenessOf(1)).isGreaterThan(Duration.ofDays(365).toMillis());
    assertThat(clock.watermark(0.99)).hasValue(NOW + 99_900 - 1_024);
  }

  @Test
  void shouldNotLetIdlePartitionsHoldTheWatermarkBack() {
    EventClock busy = clock(NOW);
    EventClock idle = clock(NOW - 10 * MINUTE);

    assertThat(Watermarks.of(List.of(sight(busy, false, 0), sight(idle, false, 0)), RULE, NOW))
        .hasValue(NOW - 10 * MINUTE);
    assertThat(Watermarks.of(List.of(sight(busy, false, 0), sight(idle, false, 30_000)), RULE, NOW))
        .hasValue(NOW);
    assertThat(Watermarks.of(List.of(sight(busy, false, 0), sight(idle, true, 30_000)), RULE, NOW))
        .as("it has records that nobody has read yet")
        .hasValue(NOW - 10 * MINUTE);
    assertThat(
            Watermarks.of(
                List.of(sight(busy, false, 0), sight(EventClock.UNSET, false, 0)), RULE, NOW))
        .as("it may have begun a moment ago")
        .isEmpty();
    assertThat(Watermarks.of(List.of(sight(idle, false, 30_000)), RULE, NOW))
        .as("all are idle: time goes on by the clock")
        .hasValue(NOW - 30_000);
  }

  private static Sight sight(EventClock clock, boolean waits, long idleFor) {
    return new Sight(clock, waits, NOW - idleFor);
  }

  private static EventClock clock(long newest) {
    EventClock.Run run = EventClock.UNSET.run();
    run.saw(newest);
    return run.clock();
  }

  private void add(String topic, long time, long hash) {
    book.add(shares(topic, time, hash));
  }

  private static Map<WindowKey, WindowTally> shares(String topic, long time, long hash) {
    return Map.of(RULE.place(topic, time, NOW), WindowTally.NONE.withSource(hash));
  }

  private EventWindow window(String topic, long start) {
    return window(new WindowKey(topic, Kind.TIMED, start, start + MINUTE));
  }

  private EventWindow window(WindowKey key) {
    return book.windows().stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
  }
}
