package io.strait.ops.mirrormaker;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.mirror.jmx.MirrorBeans;
import io.strait.replicator.mirror.publish.MirrorMakerSettings;
import io.strait.replicator.mirror.publish.OwnTopics;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.Link;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One link's part: does what is due while the link is owned here, and lets go when it is not. */
final class KeptMirror implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(KeptMirror.class);
  private static final long FIGURES_MILLIS = 1_000;

  private final Link link;
  private final ClusterSpec source;
  private final ClusterSpec target;
  private final MirrorMakerSettings settings;
  private final Supplier<Optional<LinkProgress>> progress;
  private final Clock clock;
  private Optional<Open> open = Optional.empty();
  private long beatAt;
  private long lookedAt;
  private long figuresAt;
  private volatile Optional<String> problem = Optional.empty();

  KeptMirror(
      Link link,
      ClusterSpec source,
      ClusterSpec target,
      MirrorMakerSettings settings,
      Supplier<Optional<LinkProgress>> progress,
      Clock clock) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
  }

  /** What is there while the link is owned. */
  private record Open(Cluster source, Cluster target, OwnTopics topics, MirrorBeans beans) {
    void close() {
      beans.close();
      topics.close();
      source.close();
      target.close();
    }
  }

  Optional<String> problem() {
    return problem;
  }

  @Override
  public synchronized void run() {
    Optional<LinkProgress> now = progress.get();
    if (now.isEmpty()) {
      release();
      return;
    }
    try {
      turn(now.get());
      problem = Optional.empty();
    } catch (RuntimeException e) {
      String text = "link '" + link.name() + "', MirrorMaker 2's topics: " + e.getMessage();
      if (!Thread.currentThread().isInterrupted() && !Optional.of(text).equals(problem)) {
        log.atWarn()
            .addKeyValue("link", link.name())
            .addKeyValue("why", e.getMessage())
            .log("MirrorMaker 2's topics are not kept at the moment");
      }
      problem = Optional.of(text);
      lookedAt = clock.millis();
      beatAt = clock.millis();
    }
  }

  private void turn(LinkProgress progress) {
    Open kept = open.orElseGet(this::opened);
    open = Optional.of(kept);
    if (settings.jmx() && isDue(figuresAt, FIGURES_MILLIS)) {
      figuresAt = clock.millis();
      kept.beans().take(progress, figuresAt);
    }
    if (settings.heartbeats() && isDue(beatAt, settings.heartbeatsEvery().toMillis())) {
      beatAt = clock.millis();
      kept.topics().beat();
    }
    boolean looks = settings.checkpoints() || settings.offsetSyncs();
    if (looks && isDue(lookedAt, settings.every().toMillis())) {
      lookedAt = clock.millis();
      OwnTopics.Written written = kept.topics().publish();
      if (settings.jmx() && written.checkpoints() > 0) {
        written
            .looked()
            .forEach(
                at ->
                    kept.beans()
                        .checkpointed(
                            at.group(), at.mirror(), written.latencyMillis(), clock.millis()));
      }
    }
  }

  private boolean isDue(long last, long every) {
    return clock.millis() - last >= every;
  }

  private Open opened() {
    Cluster from = new Cluster(source);
    Cluster to = new Cluster(target);
    MirrorMakerSettings.Aliases aliases = OwnTopics.aliases(link, settings);
    return new Open(
        from,
        to,
        new OwnTopics(link, from, to, settings, clock),
        new MirrorBeans(
            ManagementFactory.getPlatformMBeanServer(), aliases.source(), aliases.target()));
  }

  /** Closes what is open; the next turn opens it again if the link is owned. */
  synchronized void release() {
    open.ifPresent(Open::close);
    open = Optional.empty();
  }
}
