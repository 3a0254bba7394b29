package io.strait.ops.daemon;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.MigrationView;
import io.strait.migrator.run.RunningMigration;
import io.strait.migrator.run.RunningMigration.Condition;
import io.strait.ops.view.NextStep;
import io.strait.ops.view.WaveStatus;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in line for one wave and runs it whenever it is this process's turn.
 *
 * <p>Losing the lease stops the runner and both of the wave's links before the next owner gets it.
 * A thread of its own; status and closing from any thread.
 */
final class WaveKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WaveKeeper.class);
  private static final Duration TURN = Duration.ofMillis(200);

  private final Wave wave;
  private final ClusterSpec home;
  private final EngineHost links;
  private final Supplier<RunningMigration> opening;
  private final Clock clock;
  private final Thread thread;
  private volatile boolean closing;
  private volatile Optional<RunningMigration> running = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();

  /** {@code opening} starts a new runner each time; nothing happens before {@link #start}. */
  WaveKeeper(
      Wave wave,
      ClusterSpec home,
      EngineHost links,
      Supplier<RunningMigration> opening,
      Clock clock) {
    this.wave = wave;
    this.home = home;
    this.links = links;
    this.opening = opening;
    this.clock = clock;
    this.thread = new Thread(this::run, "strait-keeper-" + wave.name());
  }

  void start() {
    thread.start();
  }

  /** The migration, if this process runs it. */
  Optional<MigrationView> view() {
    return running.filter(one -> one.condition() != Condition.OPENING).map(RunningMigration::view);
  }

  /** What keeps the wave from being served by anybody, as far as this process can see. */
  Optional<String> problem() {
    return problem
        .or(() -> running.flatMap(RunningMigration::problem))
        .map(text -> "wave '" + wave.name() + "': " + text);
  }

  WaveStatus status() {
    Optional<MigrationView> view = view();
    return new WaveStatus(
        wave.name(),
        running.isPresent(),
        view.flatMap(MigrationView::problem).or(this::problem).orElse(""),
        view);
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Pauses pauses = new Pauses();
    while (!closing) {
      if (pauses.isDue(clock.instant())) {
        takeTurns();
      } else {
        java.util.concurrent.locks.LockSupport.parkNanos(TURN.toNanos());
      }
    }
  }

  private void takeTurns() {
    try (Cluster cluster = new Cluster(home);
        WaveLease lease = new WaveLease(wave.name(), cluster, this::leave)) {
      problem = Optional.empty();
      holdTurns(lease);
    } catch (RuntimeException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
      log.atWarn()
          .addKeyValue("wave", wave.name())
          .addKeyValue("reason", e.getMessage())
          .log("Wave's lease cannot be held and will be tried again");
    } finally {
      leave();
    }
  }

  /** Everything stops before the lease is closed: the next owner may start at that moment. */
  private void holdTurns(WaveLease lease) {
    try {
      while (!closing) {
        if (!lease.poll(TURN)) {
          leave();
        } else if (running.isEmpty()) {
          enter();
        }
        startMirroring();
        leaveIfSuperseded();
      }
    } finally {
      leave();
    }
  }

  private void enter() {
    log.atInfo().addKeyValue("wave", wave.name()).log("Wave's lease taken");
    running = Optional.of(opening.get());
  }

  /** A link is mirrored as soon as it is configured; from the start on, the migration decides. */
  private void startMirroring() {
    boolean planned = view().filter(found -> found.state().equals("PLANNED")).isPresent();
    if (planned && links.progress(wave.link()).isEmpty()) {
      links.start(wave.link());
    }
  }

  /** Somebody took the journal without the lease; whoever still has both runs goes on. */
  private void leaveIfSuperseded() {
    if (running.filter(one -> one.condition() == Condition.SUPERSEDED).isPresent()) {
      throw new IllegalStateException("another runner took the journal");
    }
  }

  private void leave() {
    Optional<RunningMigration> run = running;
    if (run.isPresent()) {
      run.get().close();
      warnOfHeldUsers(run.get().view());
      links.stop(wave.link());
      links.stop(wave.link().reversed());
      running = Optional.empty();
      log.atInfo().addKeyValue("wave", wave.name()).log("Wave's lease given up");
    }
  }

  private void warnOfHeldUsers(MigrationView view) {
    if (closing && NextStep.holdsWriters(NextStep.state(view.state()))) {
      log.atWarn()
          .addKeyValue("wave", wave.name())
          .addKeyValue("state", view.state())
          .addKeyValue("since", view.since())
          .log("Stopped inside a switch: users are held until serve is started again");
    }
  }
}
