package io.strait.replicator.torture;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.LinkEngine;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The program of an {@link EngineProcess}: one engine, until its input ends or it is killed. */
final class EngineChild {
  private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private EngineChild() {}

  /** Arguments: source alias, its bootstrap, target alias, its bootstrap, link, lease, topics. */
  public static void main(String[] args) {
    ClusterSpec from = new ClusterSpec(new ClusterAlias(args[0]), args[1], Map.of());
    ClusterSpec to = new ClusterSpec(new ClusterAlias(args[2]), args[3], Map.of());
    Link link =
        new Link(
            new LinkName(args[4]),
            from.alias(),
            to.alias(),
            Arrays.stream(args[6].split(",")).map(TopicMapping::same).toList());
    EngineOptions options = EngineOptions.defaults();
    LinkEngine engine =
        new LinkEngine(
            link,
            from,
            to,
            Boolean.parseBoolean(args[5]) ? options : options.withoutLease(),
            Clock.systemUTC());
    endWithInput();
    engine.start();
    while (true) {
      System.out.println(line(engine.progress()));
      LockSupport.parkNanos(REPORT_NANOS);
    }
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
