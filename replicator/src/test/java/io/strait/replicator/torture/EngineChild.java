package io.strait.replicator.torture;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.LinkEngine;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.share.ShareTimes;
import io.strait.replicator.share.SharedLink;
import io.strait.replicator.share.Slot;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The program of an {@link EngineProcess}: one engine, until its input ends or it is killed. */
final class EngineChild {
  private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** Partitions of a slot that is silent for 3 s go to others; all wander every few seconds. */
  private static final ShareTimes RESTLESS =
      new ShareTimes(
          Duration.ofMillis(300),
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2));

  private EngineChild() {}

  /**
   * Arguments: source alias, its bootstrap, target alias, its bootstrap, link, its kind, lease,
   * topics, slot, slots.
   */
  public static void main(String[] args) {
    ClusterSpec from = new ClusterSpec(new ClusterAlias(args[0]), args[1], Map.of());
    ClusterSpec to = new ClusterSpec(new ClusterAlias(args[2]), args[3], Map.of());
    Link link =
        new Link(
            new LinkName(args[4]),
            from.alias(),
            to.alias(),
            Arrays.stream(args[7].split(",")).map(TopicMapping::same).toList());
    LinkKind kind = LinkKind.valueOf(args[5]);
    EngineOptions options = kind.options(Boolean.parseBoolean(args[6]));
    endWithInput();
    Supplier<LinkProgress> progress =
        kind == LinkKind.SHARES
            ? slot(link, from, to, options, Integer.parseInt(args[8]), Integer.parseInt(args[9]))
            : whole(link, from, to, options);
    while (true) {
      System.out.println(line(progress.get()));
      LockSupport.parkNanos(REPORT_NANOS);
    }
  }

  private static Supplier<LinkProgress> whole(
      Link link, ClusterSpec from, ClusterSpec to, EngineOptions options) {
    LinkEngine engine = new LinkEngine(link, from, to, options, Clock.systemUTC());
    engine.start();
    return engine::progress;
  }

  private static Supplier<LinkProgress> slot(
      Link link, ClusterSpec from, ClusterSpec to, EngineOptions options, int at, int count) {
    Slot slot = new Slot(at, count, "process-" + at);
    SharedLink part = new SharedLink(link, slot, from, to, options, RESTLESS, Clock.systemUTC());
    part.start();
    return part::progress;
  }

  private static String line(LinkProgress progress) {
    StringBuilder line = new StringBuilder();
    line.append(progress.owner() ? "owner" : "standby");
    progress.problem().ifPresent(why -> line.append(" | link: ").append(why));
    for (PartitionProgress part : progress.partitions()) {
      line.append(" | ").append(part.source()).append(' ').append(part.state());
      line.append(' ').append(part.mode()).append(' ').append(part.guard());
      line.append(" at ").append(part.copiedTo()).append(" of ").append(part.sourceLogEnd());
      part.problem().ifPresent(why -> line.append(": ").append(why));
    }
    return line.toString().replace('\n', ' ');
  }

  /** The test that started this holds the other end of the pipe. */
  private static void endWithInput() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is ever said.
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } finally {
                Runtime.getRuntime().halt(1);
              }
            },
            "input");
    watch.setDaemon(true);
    watch.start();
  }
}
