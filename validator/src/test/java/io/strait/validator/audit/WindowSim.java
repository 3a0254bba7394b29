package io.strait.validator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.audit.EventWindow.State;
import io.strait.validator.audit.WindowKey.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Partitions with late, disordered, idle and absurd timestamps, by seed. The book is compared with
 * a truth that knows every record: whatever the order in which they came, and however often the
 * book was stored and taken in again.
 */
class WindowSim {
  private static final long SIZE = 60_000;
  private static final long BEGIN = 1_700_000_000_000L - 1_700_000_000_000L % SIZE;

  private static final WindowRule RULE =
      new WindowRule(
          Duration.ofMillis(SIZE),
          Duration.ofSeconds(20),
          0.9,
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          1_000,
          10_000);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldEqualTheTruthWhateverTheOrderOfRecords(long seed) {
    Run run = new Run(new SplittableRandom(seed));
    for (int step = 0; step < 400; step++) {
      run.step();
    }
    run.settle();
    run.check();
  }

  private static final class Run {
    private final SplittableRandom random;
    private final List<EventClock> clocks = new ArrayList<>();
    private final List<Long> lastRecord = new ArrayList<>();
    private final Map<WindowKey, WindowTally> truth = new HashMap<>();
    private final Map<WindowKey, Integer> lateParts = new HashMap<>();
    private final Map<String, AuditEntry> stored = new HashMap<>();
    private WindowBook book = fresh();
    private long now = BEGIN;
    private long lastMark = Long.MIN_VALUE;

    Run(SplittableRandom random) {
      this.random = random;
      for (int i = 0; i < 3; i++) {
        clocks.add(EventClock.UNSET);
        lastRecord.add(now);
      }
    }

    void step() {
      now += random.nextInt(5_000);
      int partition = random.nextInt(3);
      boolean idle = partition == 2 && now - BEGIN > 300_000;
      if (!idle) {
        range(partition);
      }
      advance();
      if (random.nextInt(20) == 0) {
        WindowBook again = fresh();
        stored.values().stream()
            .filter(TopicTime.class::isInstance)
            .forEach(one -> again.restore((TopicTime) one));
        stored.values().stream()
            .filter(EventWindow.class::isInstance)
            .forEach(one -> again.restore((EventWindow) one));
        book = again;
        lastMark = book.time("t").watermark();
      }
    }

    /** Time goes on while nothing comes: every window closes. */
    void settle() {
      now += Duration.ofMinutes(20).toMillis();
      advance();
    }

    void check() {
      Map<WindowKey, WindowTally> found = new HashMap<>();
      for (EventWindow window : book.windows()) {
        found.put(window.key(), window.tally());
        boolean timed = window.key().kind() == Kind.TIMED;
        assertThat(window.state()).isEqualTo(timed ? State.CLOSED : State.PRELIMINARY);
        assertThat(window.revision()).isEqualTo(lateParts.getOrDefault(window.key(), 0));
      }
      assertThat(found).isEqualTo(truth);
      assertThat(lateParts).as("the seed must bring late data").isNotEmpty();
    }

    private void range(int partition) {
      EventClock.Run clock = clocks.get(partition).run();
      Map<WindowKey, WindowTally> shares = new HashMap<>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        long time = time();
        if (RULE.believes(time, now)) {
          clock.saw(time);
        }
        long hash = random.nextLong();
        WindowKey key = RULE.place("t", time, now);
        WindowTally one = WindowTally.NONE.withSource(hash).withTarget(hash);
        shares.merge(key, one, WindowTally::plus);
        truth.merge(key, one, WindowTally::plus);
      }
      clocks.set(partition, clock.clock());
      lastRecord.set(partition, now);
      shares.keySet().stream()
          .filter(key -> key.kind() == Kind.TIMED && lastMark != Long.MIN_VALUE)
          .filter(key -> key.end() + RULE.allowedLateness().toMillis() <= lastMark)
          .forEach(key -> lateParts.merge(key, 1, Integer::sum));
      book.add(shares);
    }

    private long time() {
      return switch (random.nextInt(40)) {
        case 0 -> -1;
        case 1 -> now + Duration.ofDays(400).toMillis();
        case 2 -> Long.MAX_VALUE;
        case 3 -> now - random.nextInt(600_000);
        case 4, 5, 6 -> now - random.nextInt(20_000);
        default -> now - random.nextInt(500);
      };
    }

    private void advance() {
      List<Watermarks.Sight> sights = new ArrayList<>();
      for (int i = 0; i < clocks.size(); i++) {
        sights.add(new Watermarks.Sight(clocks.get(i), false, lastRecord.get(i)));
      }
      OptionalLong mark = Watermarks.of(sights, RULE, now);
      mark.ifPresent(time -> book.advance("t", time));
      lastMark = book.time("t").watermark();
    }

    /** What is told of changes is stored; the watermark only where it closes something. */
    private WindowBook fresh() {
      return new WindowBook(RULE, (entry, kept) -> stored.put(entry.name(), entry));
    }
  }
}
