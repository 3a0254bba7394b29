package io.strait.migrator.run;

import io.strait.migrator.journal.JournalException;
import io.strait.migrator.journal.JournalFencedException;
import io.strait.migrator.journal.JournalUnavailableException;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.LinkHost;
import io.strait.replicator.cluster.ClusterException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A wave's runner on a thread of its own. Opens the journal again when it was lost to a fault;
 * stops for good when another runner took over or the journal is broken. Safe for use by several
 * threads.
 */
public final class RunningMigration implements AutoCloseable {
  /** How it is with the thread. */
  public enum Condition {
    /** The journal is being opened, or opened again after a fault. */
    OPENING,
    /** It runs. */
    RUNNING,
    /** Another runner has taken over; this one has stopped its links and will not come back. */
    SUPERSEDED,
    /** The journal is broken; a human has to look. */
    REFUSED,
    /** It was closed. */
    CLOSED
  }

  private static final Logger log = LoggerFactory.getLogger(RunningMigration.class);
  private static final Duration IDLE = Duration.ofMillis(10);
  private static final Duration REOPEN_PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

  private final Wave wave;
  private final ClosableLinks links;
  private final Function<LinkHost, Session> opener;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile Condition condition = Condition.OPENING;
  private volatile Optional<String> problem = Optional.empty();
  private volatile MigrationView last;

  RunningMigration(Wave wave, LinkHost host, Function<LinkHost, Session> opener, Clock clock) {
    this.wave = wave;
    this.links = new ClosableLinks(host);
    this.opener = opener;
    this.last = ViewOf.journal(wave, java.util.List.of(), clock.instant());
    this.thread = new Thread(this::run, "strait-migration-" + wave.name());
  }

  void start() {
    thread.start();
  }

  /** The migration as last seen by the runner; before the first opening, an empty one. */
  public MigrationView view() {
    return last;
  }

  /** How it is with the thread. */
  public Condition condition() {
    return condition;
  }

  /** Why it is not running, if it is not. */
  public Optional<String> problem() {
    return problem;
  }

  /**
   * Stops after the step's attempt at hand; the migration stays where it stands. The links are left
   * as they are: once this returns, the runner does not start or stop any, whatever it still does.
   */
  @Override
  public void close() {
    closing.countDown();
    links.release();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!paused(Duration.ZERO)) {
      try (Session session = opener.apply(links)) {
        duty(session.runner());
      } catch (JournalFencedException e) {
        end(Condition.SUPERSEDED, e);
        return;
      } catch (JournalException e) {
        end(Condition.REFUSED, e);
        return;
      } catch (JournalUnavailableException | ClusterException e) {
        again(e, false);
      } catch (RuntimeException e) {
        again(e, true);
      }
    }
    condition = Condition.CLOSED;
  }

  private void duty(CutoverRunner runner) {
    last = runner.view();
    problem = Optional.empty();
    condition = Condition.RUNNING;
    boolean stop = false;
    while (!stop) {
      int work = runner.doWork();
      last = runner.view();
      stop = paused(work > 0 ? Duration.ZERO : IDLE);
    }
  }

  /** Waits, and says whether to stop. */
  private boolean paused(Duration pause) {
    try {
      return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void again(RuntimeException e, boolean withStack) {
    condition = Condition.OPENING;
    problem = Optional.of(String.valueOf(e.getMessage()));
    log.atWarn()
        .addKeyValue("wave", wave.name())
        .addKeyValue("reason", e.getMessage())
        .setCause(withStack ? e : null)
        .log("Runner lost its journal and opens it again");
    paused(REOPEN_PAUSE);
  }

  private void end(Condition how, RuntimeException e) {
    problem = Optional.of(String.valueOf(e.getMessage()));
    log.atError()
        .addKeyValue("wave", wave.name())
        .addKeyValue("condition", how)
        .addKeyValue("reason", e.getMessage())
        .log("Runner stops");
    condition = how;
    if (how == Condition.SUPERSEDED) {
      links.stop(wave.link());
      links.stop(wave.link().reversed());
    }
  }
}
