package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.LinkName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Owns a link for as long as a command works on what the link's engines go on from: no engine
 * copies meanwhile. The lease is looked after by a thread of its own. All methods may be called by
 * any thread.
 */
final class LinkHold implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration SESSION = Duration.ofSeconds(10);

  private final LinkName link;
  private final Cluster target;
  private final Thread thread;
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile boolean held;
  private volatile boolean ending;
  private volatile Optional<RuntimeException> failure = Optional.empty();

  /** Joins; the link's internal topics must exist. */
  LinkHold(LinkName link, Cluster target) {
    this.link = link;
    this.target = target;
    this.thread = new Thread(this::run, "strait-hold-" + link);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (Lease lease = new GroupLease(target, link, "", SESSION, () -> held = false)) {
      while (!ending) {
        held = lease.poll(POLL);
        if (held) {
          first.countDown();
        }
      }
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    } finally {
      held = false;
      first.countDown();
    }
  }

  /**
   * Waits until the link is held.
   *
   * @throws IllegalStateException if somebody else runs it
   */
  void await(Duration patience) {
    try {
      first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    require();
  }

  /**
   * Nothing may be written down unless this returns.
   *
   * @throws IllegalStateException if the link is not held, or not any more
   */
  void require() {
    failure.ifPresent(
        cause -> {
          throw new IllegalStateException("link '" + link + "' cannot be held: " + cause, cause);
        });
    if (!held) {
      throw new IllegalStateException(
          "link '"
              + link
              + "' is run by somebody else at the moment; stop it there ('strait serve' or 'strait"
              + " link run') and try again");
    }
  }

  @Override
  public void close() {
    ending = true;
    try {
      thread.join(SESSION.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
