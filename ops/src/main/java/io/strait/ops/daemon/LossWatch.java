package io.strait.ops.daemon;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.LinkLosses;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.engine.GapLedger;
import io.strait.replicator.engine.LetterDesk;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every quarter of a minute at what the links that run here have set aside on their targets:
 * dead letters and the gap ledger. Reads each only when it has grown.
 *
 * <p>A thread of its own; {@link #of} from any thread. What cannot be read keeps its last value.
 */
final class LossWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LossWatch.class);
  private static final long EVERY_SECONDS = 15;

  private final StraitConfig config;
  private final Supplier<List<Link>> links;
  private final Map<ClusterAlias, Cluster> clusters = new HashMap<>();
  private final Map<LinkName, OpenLetters> letters = new HashMap<>();
  private final Map<LinkName, Long> ledgerEnds = new HashMap<>();
  private final Map<LinkName, LinkLosses> known = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "strait-losses");
            thread.setDaemon(true);
            return thread;
          });

  /** {@code links} tells which links run here. */
  LossWatch(StraitConfig config, Supplier<List<Link>> links) {
    this.config = config;
    this.links = links;
  }

  void start() {
    watch.scheduleWithFixedDelay(this::look, 1, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** What is known about a link; empty before the first look. */
  Optional<LinkLosses> of(LinkName link) {
    return Optional.ofNullable(known.get(link));
  }

  @Override
  public void close() {
    watch.shutdownNow();
    try {
      watch.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clusters.values().forEach(Cluster::close);
  }

  private void look() {
    for (Link link : links.get()) {
      try {
        look(link);
      } catch (RuntimeException e) {
        log.atDebug()
            .addKeyValue("link", link.name())
            .addKeyValue("reason", e.getMessage())
            .log("Dead letters and gaps cannot be counted now");
      }
    }
  }

  private void look(Link link) {
    Cluster target =
        clusters.computeIfAbsent(
            link.target(), alias -> new Cluster(config.cluster(alias).copying()));
    OpenLetters open =
        letters.computeIfAbsent(link.name(), name -> new OpenLetters(LetterDesk.topic(name)));
    long end = end(target, open.topic(), OffsetSpec.latest());
    long depth =
        end == 0 ? 0 : open.count(target, end(target, open.topic(), OffsetSpec.earliest()), end);
    known.put(link.name(), new LinkLosses(link.name(), depth, gaps(target, link.name())));
  }

  private Map<GapCause, Long> gaps(Cluster target, LinkName link) {
    long end = end(target, new TopicPartition(GapLedger.topic(link), 0), OffsetSpec.latest());
    boolean same = known.containsKey(link) && ledgerEnds.getOrDefault(link, -1L) == end;
    Map<GapCause, Long> gaps =
        end == 0
            ? Map.of()
            : same
                ? known.get(link).gaps()
                : GapLedger.read(target, link).stream()
                    .collect(Collectors.groupingBy(Gap::cause, Collectors.counting()));
    ledgerEnds.put(link, end);
    return gaps;
  }

  /** 0 for a topic that is not there. */
  private static long end(Cluster target, TopicPartition partition, OffsetSpec which) {
    try {
      return target
          .await(
              "looking at " + partition,
              target.admin().listOffsets(Map.of(partition, which)).partitionResult(partition))
          .offset();
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw e;
    }
  }
}
