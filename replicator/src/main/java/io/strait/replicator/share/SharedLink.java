package io.strait.replicator.share;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.LinkEngine;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.RefusedTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one slot of a shared link: an engine for the slot's share, and a thread that follows the
 * plan, reports, and plans when it is this slot's turn.
 *
 * <p>All methods may be called by any thread.
 */
public final class SharedLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SharedLink.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Link link;
  private final Slot slot;
  private final SlotShare share;
  private final LinkEngine engine;
  private final ShareParties parties;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Overview overview = Overview.NOTHING;
  private volatile Optional<String> problem = Optional.empty();

  /**
   * Connects to nothing before {@link #start}.
   *
   * @param source how to read; its alias must be the link's source
   * @param target how to write; its alias must be the link's target
   */
  public SharedLink(
      Link link,
      Slot slot,
      ClusterSpec source,
      ClusterSpec target,
      EngineOptions options,
      ShareTimes times,
      Clock clock) {
    this.link = link;
    this.slot = slot;
    this.share = new SlotShare(slot);
    this.engine = new LinkEngine(link, source, target, options.withShare(share), clock);
    this.parties = new ShareParties(link, slot, source, target, options.leaseSession(), times);
    this.thread = new Thread(this::run, "strait-shares-" + link.name() + ":" + slot.text());
  }

  /** Starts to run the slot in the background; at most once. */
  public void start() {
    engine.start();
    thread.start();
  }

  /** The link that it shares. */
  public Link link() {
    return link;
  }

  /** How fast this slot may go now. */
  public FlowSettings flow() {
    return engine.flow();
  }

  /** Changes how fast this slot may go from now on; see {@link LinkEngine#flow(FlowSettings)}. */
  public void flow(FlowSettings settings) {
    engine.flow(settings);
  }

  /** Whether this process is the one that does what only one may do for the whole link. */
  public boolean leads() {
    return slot.number() == 0 && engine.progress().owner();
  }

  /** This slot now. */
  public LinkProgress progress() {
    LinkProgress mine = engine.progress();
    return new LinkProgress(
        link,
        mine.at(),
        mine.owner(),
        mine.partitions(),
        mine.problem().or(() -> problem),
        mine.refused());
  }

  /**
   * The whole link: these slots of this process as they are now, the others as they reported last,
   * some seconds ago. Partitions that nobody copies are named as a problem.
   *
   * @param slots of one link; not empty
   */
  public static LinkProgress together(List<SharedLink> slots) {
    SharedLink first = slots.get(0);
    Overview known = first.overview;
    TreeMap<TopicPartition, PartitionProgress> merged = new TreeMap<>(ORDER);
    known.others().forEach(one -> merged.put(one.source(), one));
    boolean owner = false;
    Optional<String> why = Optional.empty();
    Set<RefusedTopic> refused = new LinkedHashSet<>();
    for (SharedLink slot : slots) {
      LinkProgress mine = slot.progress();
      mine.partitions().forEach(one -> merged.put(one.source(), one));
      owner |= mine.owner();
      why = why.or(mine::problem);
      refused.addAll(mine.refused());
    }
    return new LinkProgress(
        first.link,
        first.engine.progress().at(),
        owner,
        List.copyOf(merged.values()),
        why.or(() -> known.problem(merged.keySet(), first.engine::mirrors)),
        List.copyOf(refused));
  }

  /**
   * Stops copying, gives the slot up and returns when nothing runs any more.
   *
   * @throws IllegalStateException if something still runs after a minute; it was told to stop and
   *     must count as running until a further call returns
   */
  @Override
  public void close() {
    closing.countDown();
    share.asked().ifPresent(one -> one.completeExceptionally(stopped()));
    try {
      engine.close();
    } finally {
      join();
    }
  }

  private void join() {
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IllegalStateException(
          "slot "
              + slot.number()
              + " of link '"
              + link.name()
              + "' was told to stop but still runs");
    }
  }

  private static IllegalStateException stopped() {
    return new IllegalStateException("the slot is being stopped");
  }

  private void run() {
    while (!isClosing(Duration.ZERO)) {
      try (ShareSession session = new ShareSession(parties, share, engine)) {
        while (!isClosing(Duration.ZERO)) {
          overview = session.turn();
          problem = Optional.empty();
        }
      } catch (RuntimeException e) {
        problem = Optional.of("the plan of the link's shares is not followed: " + e.getMessage());
        log.atWarn()
            .setCause(log.isDebugEnabled() ? e : null)
            .addKeyValue("link", link.name())
            .addKeyValue("slot", slot.number())
            .addKeyValue("why", e.getMessage())
            .log("Shares are not followed and will be tried again");
        isClosing(PAUSE);
      }
    }
    // An engine that asks from now on must not wait for an answer.
    share.asked().ifPresent(one -> one.completeExceptionally(stopped()));
  }

  private boolean isClosing(Duration wait) {
    try {
      return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
