package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Seeded nights of a producer under switches, fences with and without a hold, aborted switches,
 * lost answers and timeouts. {@code -Dseed=N} runs one of them.
 */
@Timeout(120)
class ProducerSwitchSim {
  private static final int SEEDS = 400;
  private static final int EVENTS = 400;
  private static final int PARTITIONS = 3;

  @Test
  void shouldKeepTheInvariantsInEveryNight() {
    Long only = Long.getLong("seed");
    Map<String, Integer> seen = new HashMap<>();
    for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
      try {
        new Night(seed, seen).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    if (only == null) {
      assertThat(seen.keySet())
          .as("every kind of end and event happened")
          .contains("written", "failed", "refused", "moved", "aborted", "fenced", "lost answer");
    }
  }

  private static final class Night {
    private final Random random;
    private final Map<String, Integer> seen;
    private final Bench bench = new Bench(Authority.SOURCE);
    private final Map<Integer, List<Pending>> sent = new HashMap<>();
    private boolean onTarget;

    Night(long seed, Map<String, Integer> seen) {
      this.random = new Random(seed);
      this.seen = seen;
    }

    void run() {
      bench.step();
      for (int i = 0; i < EVENTS; i++) {
        event();
      }
      bench.estate.allow("east");
      bench.estate.allow("west");
      bench.step();
      bench.feed.publish(home());
      bench.step();
      bench.estate.settleAll();
      sent.forEach(this::check);
    }

    private void event() {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3, 4 -> send();
        case 5, 6, 7 -> bench.estate.settle();
        case 8 -> bench.step();
        case 9 -> trouble();
        case 10 -> bench.clock.advance(random.nextInt(20));
        default -> {
          if (random.nextInt(4) == 0) {
            cutover();
          }
        }
      }
    }

    private void send() {
      int partition = random.nextInt(PARTITIONS);
      List<Pending> all = sent.computeIfAbsent(partition, p -> new ArrayList<>());
      all.add(bench.send(partition, Integer.toString(all.size())));
    }

    private void trouble() {
      if (random.nextBoolean()) {
        bench.estate.loseAnswer();
        count("lost answer");
      } else {
        bench.estate.timeOut(random.nextBoolean());
      }
    }

    private Authority home() {
      return onTarget ? Authority.TARGET : Authority.SOURCE;
    }

    private String cluster() {
      return onTarget ? "west" : "east";
    }

    private void some() {
      for (int i = random.nextInt(6); i > 0; i--) {
        switch (random.nextInt(3)) {
          case 0 -> send();
          case 1 -> bench.estate.settle();
          default -> bench.step();
        }
      }
    }

    /** Hold or not, fence or not, and then over or back. */
    private void cutover() {
      if (random.nextBoolean()) {
        bench.feed.publish(Authority.NONE);
        some();
      }
      boolean fence = random.nextBoolean();
      if (fence) {
        bench.estate.deny(cluster());
        count("fenced");
        some();
      }
      boolean abort = random.nextInt(3) == 0;
      // What is at the broker's door is answered long before a fence is lifted or a route decided.
      bench.estate.settleAll();
      bench.step();
      bench.estate.allow(cluster());
      onTarget ^= !abort;
      count(abort ? "aborted" : "moved");
      bench.feed.publish(home());
      some();
    }

    /** NoLostRecord, NoDuplicate and OrderKept for one partition. */
    private void check(int partition, List<Pending> all) {
      List<String> log = bench.estate.log(partition);
      Set<String> once = new HashSet<>(log);
      assertThat(once).as("NoDuplicate").hasSameSizeAs(log);
      assertThat(log.stream().map(Integer::valueOf).toList()).as("OrderKept").isSorted();
      for (int i = 0; i < all.size(); i++) {
        Pending one = all.get(i);
        assertThat(one).as("every future ends").isDone();
        boolean written = once.contains(Integer.toString(i));
        if (!one.isCompletedExceptionally()) {
          assertThat(written).as("NoLostRecord " + i).isTrue();
          assertThat(log.get((int) one.join().offset())).isEqualTo(Integer.toString(i));
          count(one.refusal().isPresent() ? "refused" : "written");
        } else if (heldTooLong(one)) {
          assertThat(written).as("said to be on no cluster: " + i).isFalse();
        } else {
          count("failed");
        }
      }
    }

    private static boolean heldTooLong(Pending one) {
      try {
        one.join();
        return false;
      } catch (CompletionException e) {
        return e.getCause().getMessage().contains("on no cluster");
      }
    }

    private void count(String what) {
      seen.merge(what, 1, Integer::sum);
    }
  }
}
