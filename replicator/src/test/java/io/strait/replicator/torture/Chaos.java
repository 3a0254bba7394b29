package io.strait.replicator.torture;

import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Draws acts from the seed and undoes each after a while. The order of acts follows from the seed;
 * what they meet does not, because brokers, engines and writers run on their own.
 */
final class Chaos implements AutoCloseable {
  private static final int SPECIAL_EVERY = 4;
  private final TortureRound round;
  private final Random random;
  private final ExecutorService threads = Executors.newFixedThreadPool(6);
  private final List<Future<?>> recoveries = new ArrayList<>();
  private final BrokerActs source;
  private final BrokerActs target;
  private final ConcurrentLinkedQueue<String> diary = new ConcurrentLinkedQueue<>();
  private final long began = System.nanoTime();
  private long lastEnds;

  Chaos(TortureRound round) {
    this.round = round;
    this.random = new Random(round.seed());
    this.source = new BrokerActs(round.source(), round.victims(), random.nextLong());
    this.target = new BrokerActs(round.target(), round.victims(), random.nextLong());
  }

  /** Acts until the time is over, then has writers stop, mends everything and returns. */
  void run(Duration time) throws Exception {
    long until = System.nanoTime() + time.toNanos();
    for (int i = 0; System.nanoTime() < until; i++) {
      act(i % SPECIAL_EVERY == 1);
      pause(100 + random.nextInt(2_000));
    }
    note("chaos ends, " + round.copied());
    round.victims().forEach(Victim::stop);
    for (Future<?> recovery : recoveries) {
      recovery.get();
    }
    round.crews().forEach(EngineCrew::startMissing);
    note("everything runs again");
  }

  /** What was done when, in seconds from the start of the round. */
  List<String> diary() {
    return List.copyOf(diary);
  }

  private void act(boolean special) {
    try {
      int drawn = random.nextInt(100);
      if (special) {
        special();
      } else if (drawn < 24 && isWorthwhile()) {
        killEngine();
      } else if (drawn < 48 && isWorthwhile()) {
        freezeEngine();
      } else {
        disturb(random.nextBoolean());
      }
    } catch (ClusterException e) {
      note("refused: " + e.getMessage());
    }
  }

  /** Mostly a copy that runs is hit: a successor that never gets to copy shows nothing. */
  private boolean isWorthwhile() {
    long ends = round.copiedOffsets();
    boolean grown = ends > lastEnds;
    lastEnds = Math.max(ends, lastEnds);
    return grown || random.nextInt(4) == 0;
  }

  private EngineCrew crew() {
    return round.crews().get(random.nextInt(round.crews().size()));
  }

  private void killEngine() {
    EngineCrew crew = crew();
    note("SIGKILL " + crew.kill(random));
    later(random.nextInt(1_500), crew::startMissing);
  }

  private void freezeEngine() {
    EngineCrew crew = crew();
    for (EngineCrew.Thaw thaw : crew.freeze(random)) {
      int millis = 500 + random.nextInt(random.nextInt(4) == 0 ? 12_000 : 5_000);
      String who = "engine " + thaw.at() + " of " + crew.link();
      note("SIGSTOP " + who + " for " + millis + " ms");
      later(
          millis,
          () -> {
            note("SIGCONT " + who);
            crew.thaw(thaw);
          });
    }
  }

  /** One broker at a time is away in a cluster. */
  private void disturb(boolean atSource) {
    BrokerActs acts = atSource ? source : target;
    switch (random.nextInt(6)) {
      case 0 -> acts.kill().ifPresent(this::began);
      case 1 -> acts.freeze().ifPresent(this::began);
      case 2 -> note(acts.turnReplicas());
      case 3 -> began(acts.cut());
      case 4 -> note(acts.reset());
      default -> note(acts.electPreferred());
    }
  }

  private void special() {
    Victim victim = round.victims().get(random.nextInt(round.victims().size()));
    switch (victim.profile()) {
      case DELETING -> {
        note(source.deleteOrGrow(victim));
        // Later: a producer that meets a partition before its leader does can wedge itself.
        later(2_000, () -> noticeGrowth(victim));
      }
      case UNCLEAN_TARGET -> target.electUnclean(victim).ifPresent(this::began);
      case UNCLEAN_SOURCE -> source.electUnclean(victim).ifPresent(this::began);
      case DENSE,
          AGED,
          TRANSACTIONS,
          COMPACTED,
          POISONED,
          FAITHFUL,
          FAITHFUL_COMPACTED,
          MAPPED,
          SHARES ->
          disturb(random.nextInt(3) == 0);
    }
  }

  private static void noticeGrowth(Victim victim) {
    try {
      victim.noticeGrowth();
    } catch (ClusterException e) {
      // The writers know it later; who judges asks when all brokers are back.
    }
  }

  private void began(BrokerActs.Away away) {
    note(away.what());
    later(
        away.millis(),
        () -> {
          away.back().run();
          note("back after " + away.what());
        });
  }

  private void later(int millis, Runnable recovery) {
    recoveries.add(
        threads.submit(
            () -> {
              pause(millis);
              recovery.run();
            }));
  }

  private void note(String text) {
    diary.add(
        String.format("%6.2f %s", (System.nanoTime() - began) / 1e9, text.replace('\n', ' ')));
  }

  private static void pause(int millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
