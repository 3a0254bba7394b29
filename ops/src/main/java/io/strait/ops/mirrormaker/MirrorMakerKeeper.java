package io.strait.ops.mirrormaker;

import io.strait.ops.config.StraitConfig;
import io.strait.replicator.mirror.publish.MirrorMakerSettings;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.Link;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Keeps what {@code mirrorMaker} names of each link that this process owns. One thread for all
 * links; a cluster that does not answer is asked again at the next turn.
 */
public final class MirrorMakerKeeper implements AutoCloseable {
  private static final long LOOK_MILLIS = 250;
  private static final long STOP_SECONDS = 5;

  private final List<KeptMirror> links;
  private final Optional<ScheduledExecutorService> threads;

  /**
   * Starts nothing yet.
   *
   * @param progress of a link, if this process runs it the way round that it is configured
   */
  public MirrorMakerKeeper(
      StraitConfig config, Function<Link, Optional<LinkProgress>> progress, Clock clock) {
    this.links =
        config.links().stream()
            .filter(link -> settings(config, link).isAny())
            .map(
                link ->
                    new KeptMirror(
                        link,
                        config.cluster(link.source()).copying(),
                        config.cluster(link.target()).copying(),
                        settings(config, link),
                        () -> progress.apply(link),
                        clock))
            .toList();
    this.threads =
        links.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Executors.newScheduledThreadPool(
                    Math.min(4, links.size()),
                    task -> {
                      Thread thread = new Thread(task, "strait-mirrormaker");
                      thread.setDaemon(true);
                      return thread;
                    }));
  }

  private static MirrorMakerSettings settings(StraitConfig config, Link link) {
    return config.settings(link.name()).mirrorMaker();
  }

  /** Starts to look after everything; at most once. */
  public void start() {
    threads.ifPresent(
        pool ->
            links.forEach(
                link ->
                    pool.scheduleWithFixedDelay(
                        link, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS)));
  }

  /** Why something is not kept at the moment: one sentence per link. */
  public List<String> problems() {
    return links.stream().flatMap(link -> link.problem().stream()).toList();
  }

  @Override
  public void close() {
    threads.ifPresent(
        pool -> {
          pool.shutdownNow();
          try {
            pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    links.forEach(KeptMirror::release);
  }
}
