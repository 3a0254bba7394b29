package io.strait.validator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.audit.EventWindow.State;
import io.strait.validator.audit.WindowKey.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would break windows by event time: hours out of order, idle, untimed, ahead, clocks. */
class EventTimeSim {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long BEGIN = 1_700_000_000_000L - 1_700_000_000_000L % HOUR;
  private static final WindowRule RULE =
      WindowRule.defaults().withSize(Duration.ofMinutes(1), Duration.ofSeconds(20));

  private final Stage stage = new Stage(2);

  @Test
  void shouldCloseWindowsAlthoughAPartitionBringsNothingButRecordsWithoutATime() {
    for (int i = 0; i < 300; i++) {
      stage.now += 1_000;
      stage.range(0, stage.now - 200);
      stage.range(1, -1);
      stage.look();
    }

    assertThat(stage.closed()).isGreaterThanOrEqualTo(3);
    assertThat(stage.tally(WindowKey.bucket("t", Kind.UNTIMED)).source().records()).isEqualTo(300);
  }

  @Test
  void shouldCloseNoWindowThatIsStillToComeWhenARecordIsAheadOfTheClock() {
    for (int i = 0; i < 120; i++) {
      stage.now += 1_000;
      stage.range(0, stage.now);
      stage.range(1, stage.now + (i % 10 == 0 ? 9 * MINUTE : 0));
      stage.look();
      assertThat(stage.book.windows())
          .filteredOn(one -> one.state() == State.CLOSED)
          .allMatch(one -> one.key().end() <= stage.now);
    }
    assertThat(stage.revisions()).isZero();
  }

  @Test
  void shouldCloseNothingOfTheFutureWhileTheClockIsWrongOrTheMachineSlept() {
    stage.range(0, BEGIN + 100);
    stage.range(1, BEGIN + 200);
    stage.now += 5 * HOUR;
    stage.look();
    stage.now += MINUTE;
    stage.look();
    assertThat(stage.closed()).as("nothing came for a minute").isEqualTo(1);
    stage.now -= 5 * HOUR;
    for (int i = 0; i < 90; i++) {
      stage.now += 1_000;
      stage.range(0, stage.now);
      stage.range(1, stage.now);
      stage.look();
    }

    assertThat(stage.revisions()).as("no window was closed before its time").isZero();
    assertThat(stage.book.windows()).hasSizeGreaterThan(1);
  }

  @Test
  void shouldGoOnWhenTheClockIsSetBack() {
    stage.range(0, BEGIN);
    stage.range(1, BEGIN);
    stage.look();
    stage.now -= 5 * MINUTE;
    for (int i = 0; i < 600; i++) {
      stage.now += 1_000;
      stage.range(0, Math.max(BEGIN, stage.now));
      stage.look();
      assertThat(stage.book.windows())
          .filteredOn(one -> one.state() == State.CLOSED)
          .allMatch(one -> one.key().end() <= stage.now);
    }

    assertThat(stage.closed()).isGreaterThanOrEqualTo(3);
    assertThat(stage.revisions()).isZero();
  }

  @Test
  void shouldWaitForAPartitionThatHasRecordsToReadHoweverLongItTakes() {
    stage.range(0, BEGIN);
    stage.range(1, BEGIN);
    stage.waiting[1] = true;
    for (int i = 0; i < 600; i++) {
      stage.now += 1_000;
      stage.range(0, stage.now);
      stage.look();
    }
    assertThat(stage.closed()).isZero();
    stage.waiting[1] = false;
    stage.range(1, stage.now);
    stage.look();

    assertThat(stage.closed()).isGreaterThanOrEqualTo(8);
    assertThat(stage.revisions()).isZero();
  }

  @Test
  void shouldLearnFromRecordsThatAreHoursLateToWaitForMoreOfThem() {
    for (int i = 0; i < 200; i++) {
      stage.now += 1_000;
      stage.range(0, stage.now, stage.now - 2 * HOUR);
      stage.range(1, stage.now);
      stage.look();
    }
    long before = stage.book.time("t").watermark();
    assertThat(before).isLessThan(stage.now - 2 * HOUR);
    assertThat(stage.book.windows())
        .filteredOn(one -> one.key().start() > stage.now - HOUR)
        .allMatch(one -> one.state() == State.PRELIMINARY);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldKeepEveryRecordInItsWindowWhateverTimesAndClocksDo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Stage wild = new Stage(4);
    for (int step = 0; step < 800; step++) {
      wild.step(random);
    }
    wild.now = Math.max(wild.now, wild.latest) + HOUR;
    for (int i = 0; i < 3; i++) {
      wild.now += MINUTE;
      wild.look();
    }
    wild.check();
    assertThat(wild.book.windows())
        .filteredOn(one -> one.key().kind() == Kind.TIMED)
        .allMatch(one -> one.state() == State.CLOSED);
    assertThat(wild.revisions()).as("the seed must bring late data").isPositive();
  }

  /** Partitions of one topic, and what is known of them; the book is compared with the truth. */
  private static final class Stage {
    private final EventTimes times = new EventTimes(RULE);
    private final EventClock[] clocks;
    private final boolean[] waiting;
    private final Map<WindowKey, WindowTally> truth = new HashMap<>();
    private final WindowBook book = new WindowBook(RULE, (entry, kept) -> {});
    private long now = BEGIN;
    private long latest = BEGIN;

    Stage(int partitions) {
      clocks = new EventClock[partitions];
      waiting = new boolean[partitions];
      for (int i = 0; i < partitions; i++) {
        clocks[i] = EventClock.UNSET;
      }
    }

    void step(SplittableRandom random) {
      now += random.nextInt(2_000);
      now += random.nextInt(100) == 0 ? random.nextLong(-6 * HOUR, 6 * HOUR) : 0;
      latest = Math.max(latest, now);
      int partition = random.nextInt(clocks.length);
      if (partition > 0 || random.nextInt(50) == 0) {
        range(partition, times(random, partition));
      }
      waiting[3] = random.nextInt(10) == 0;
      look();
      waiting[3] = false;
    }

    private long[] times(SplittableRandom random, int partition) {
      long[] found = new long[1 + random.nextInt(8)];
      for (int i = 0; i < found.length; i++) {
        found[i] =
            switch (partition == 3 ? 0 : random.nextInt(12)) {
              case 0 -> -1;
              case 1 -> now + random.nextLong(10 * MINUTE);
              case 2 -> now + 30 * HOUR;
              case 3 -> Math.max(0, now - random.nextLong(8 * HOUR));
              default -> now - random.nextInt(3_000);
            };
      }
      return found;
    }

    void range(int partition, long... stamps) {
      EventClock.Run run = clocks[partition].run();
      Map<WindowKey, WindowTally> shares = new HashMap<>();
      for (long stamp : stamps) {
        if (RULE.believes(stamp, now)) {
          run.saw(stamp);
        }
        WindowTally one = WindowTally.NONE.withSource(stamp + 7).withTarget(stamp + 7);
        shares.merge(RULE.place("t", stamp, now), one, WindowTally::plus);
      }
      shares.forEach((key, tally) -> truth.merge(key, tally, WindowTally::plus));
      book.add(shares);
      EventClock after = run.clock();
      if (!after.equals(clocks[partition])) {
        times.read(place(partition), now);
      }
      clocks[partition] = after;
    }

    void look() {
      for (int i = 0; i < clocks.length; i++) {
        times.see(place(i), clocks[i], waiting[i], now);
      }
      long before = book.time("t").watermark();
      times.advance(book, now);
      assertThat(book.time("t").watermark()).isGreaterThanOrEqualTo(before);
      for (EventWindow one : book.windows()) {
        boolean passed =
            one.key().kind() == Kind.TIMED
                && one.key().end() + RULE.allowedLateness().toMillis()
                    <= book.time("t").watermark();
        assertThat(one.state()).isEqualTo(passed ? State.CLOSED : State.PRELIMINARY);
      }
    }

    void check() {
      List<WindowKey> wrong = new ArrayList<>();
      WindowTally older = WindowTally.NONE;
      long keptFrom = book.time("t").keptFrom();
      for (Map.Entry<WindowKey, WindowTally> one : truth.entrySet()) {
        if (one.getKey().kind() == Kind.TIMED && one.getKey().start() < keptFrom) {
          older = older.plus(one.getValue());
        } else if (!tally(one.getKey()).equals(one.getValue())) {
          wrong.add(one.getKey());
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(tally(WindowKey.bucket("t", Kind.OLDER))).isEqualTo(older);
    }

    long closed() {
      return book.windows().stream().filter(one -> one.state() == State.CLOSED).count();
    }

    long revisions() {
      return book.windows().stream().mapToLong(EventWindow::revision).sum();
    }

    WindowTally tally(WindowKey key) {
      return book.windows().stream()
          .filter(one -> one.key().equals(key))
          .map(EventWindow::tally)
          .findFirst()
          .orElse(WindowTally.NONE);
    }

    private static TopicPartition place(int partition) {
      return new TopicPartition("t", partition);
    }
  }
}
