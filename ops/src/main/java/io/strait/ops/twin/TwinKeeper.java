package io.strait.ops.twin;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.config.TwinSettings;
import io.strait.ops.view.TwinStatus;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Keeps what {@code twin.keep} names of each link that this daemon owns.
 *
 * <p>A few threads of its own for all links; an aspect that hangs holds up no more than one of them
 * until its deadline. Not guaranteed: that a pass which is under way when the link gets another
 * owner stops at once; passes of two owners at the same time do no harm, because each applies only
 * what it sees to differ. {@link #status} may be called by any thread and does not block.
 */
public final class TwinKeeper implements AutoCloseable {
  private static final int MOST_THREADS = 6;
  private static final long LOOK_MILLIS = 500;
  private static final long STOP_SECONDS = 5;

  private final List<KeptLink> links = new ArrayList<>();
  private final List<KeptAspect> aspects = new ArrayList<>();
  private final Optional<ScheduledThreadPoolExecutor> pool;

  /**
   * Starts nothing yet.
   *
   * @param owned whether this process runs a link the way round that it is configured
   * @param compared told what each comparison came to, after what could be closed was
   */
  public TwinKeeper(
      StraitConfig config,
      Predicate<Link> owned,
      BiConsumer<LinkName, TwinPlan> compared,
      Clock clock,
      RandomGenerator random) {
    for (Link link : config.links()) {
      TwinSettings settings = config.settings(link.name()).twin();
      KeptLink kept =
          new KeptLink(
              link, () -> owned.test(link), () -> Reconcilers.of(config, link, false, clock));
      links.add(kept);
      for (Aspect aspect : new TreeSet<>(settings.keep())) {
        aspects.add(
            new KeptAspect(
                kept,
                aspect,
                settings.every(aspect),
                plan -> compared.accept(link.name(), plan),
                clock,
                random));
      }
    }
    this.pool = aspects.isEmpty() ? Optional.empty() : Optional.of(pool(aspects.size()));
  }

  /** Starts to look after everything; at most once. */
  public void start() {
    pool.ifPresent(
        threads ->
            aspects.forEach(
                one ->
                    threads.scheduleWithFixedDelay(
                        one, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS)));
  }

  /** Somebody waits for an aspect of a link, if it is kept at all. */
  public void soon(LinkName link, Aspect aspect) {
    aspects.stream().filter(one -> one.is(link, aspect)).forEach(KeptAspect::soon);
  }

  /** How each aspect of each owned link was kept last, in the order of the configuration. */
  public List<TwinStatus> status() {
    return aspects.stream().flatMap(one -> one.status().stream()).toList();
  }

  /** Interrupts what is under way: the next owner completes it. */
  @Override
  public void close() {
    pool.ifPresent(
        threads -> {
          threads.shutdownNow();
          try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    links.forEach(KeptLink::release);
  }

  private static ScheduledThreadPoolExecutor pool(int tasks) {
    AtomicInteger number = new AtomicInteger();
    return new ScheduledThreadPoolExecutor(
        Math.min(MOST_THREADS, tasks),
        task -> {
          Thread thread = new Thread(task, "strait-twin-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
