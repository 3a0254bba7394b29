package io.strait.ops.audit;

import io.strait.ops.config.AuditSettings;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.AuditStatus;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.audit.AuditSummary;
import io.strait.validator.audit.SteadyPace;
import io.strait.validator.log.Pace;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Audits the links that {@code audit} names and this daemon owns: one look at a time over all of
 * them, at a bounded rate. {@link #status} may be called by any thread and does not block.
 */
public final class AuditKeeper implements AutoCloseable {
  private static final int MOST_THREADS = 4;
  private static final long LOOK_MILLIS = 200;
  private static final long STOP_SECONDS = 10;
  private static final int SLOWER = 4;
  private static final long SLOW_BYTES_PER_SECOND = 5 << 20;

  private final List<KeptAudit> audits;
  private final Optional<ScheduledThreadPoolExecutor> pool;

  /**
   * Starts nothing yet.
   *
   * @param owned whether this process runs a link the way round that it is configured
   * @param slowed whether copying is to have the clusters for itself
   * @param told how each audit stands, after each look
   * @param random where the seeds of digests come from; must not be predictable
   */
  public AuditKeeper(
      StraitConfig config,
      Predicate<Link> owned,
      Predicate<LinkName> slowed,
      BiConsumer<LinkName, AuditSummary> told,
      Clock clock,
      RandomGenerator random) {
    AuditSettings settings = config.audit();
    Pace pace =
        settings.bytesPerSecond() == 0
            ? Pace.FREE
            : new SteadyPace(settings.bytesPerSecond(), clock);
    Semaphore turn = new Semaphore(1, true);
    this.audits =
        config.links().stream()
            .filter(link -> settings.links().contains(link.name()))
            .map(
                link ->
                    new KeptAudit(
                        config,
                        link,
                        () -> owned.test(link),
                        slower(pace, () -> slowed.test(link.name()), clock),
                        turn,
                        summary -> told.accept(link.name(), summary),
                        clock,
                        random))
            .toList();
    this.pool = audits.isEmpty() ? Optional.empty() : Optional.of(pool(audits.size()));
  }

  /** Starts to audit; at most once. */
  public void start() {
    pool.ifPresent(
        threads ->
            audits.forEach(
                one ->
                    threads.scheduleWithFixedDelay(
                        one, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS)));
  }

  /** How each link is audited that this process owns, in the order of the configuration. */
  public List<AuditStatus> status() {
    return audits.stream().flatMap(one -> one.status().stream()).toList();
  }

  /** What is under way ends early; the next owner goes on with what is stored. */
  @Override
  public void close() {
    audits.forEach(KeptAudit::stop);
    pool.ifPresent(
        threads -> {
          threads.shutdown();
          try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
              threads.shutdownNow();
              threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    audits.forEach(KeptAudit::release);
  }

  /** A quarter of the pace while it is to be slower. */
  private static Pace slower(Pace usual, BooleanSupplier slowed, Clock clock) {
    Pace slow =
        usual == Pace.FREE
            ? new SteadyPace(SLOW_BYTES_PER_SECOND, clock)
            : bytes -> usual.took(SLOWER * bytes);
    return bytes -> (slowed.getAsBoolean() ? slow : usual).took(bytes);
  }

  private static ScheduledThreadPoolExecutor pool(int links) {
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(
            Math.min(MOST_THREADS, links),
            task -> {
              Thread thread = new Thread(task, "strait-audit");
              thread.setDaemon(true);
              return thread;
            });
    pool.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    return pool;
  }
}
