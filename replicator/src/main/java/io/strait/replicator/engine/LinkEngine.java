package io.strait.replicator.engine;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.RefusedTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one link: agrees on its owner, creates the mirror topics, and while it owns the link copies
 * every partition with equal offsets, exactly once.
 *
 * <p>Survives restarts of brokers on either side and goes on by itself when a cluster, a permission
 * or a password comes back. What it holds can be lost at any moment: the target is the checkpoint.
 * All methods may be called by any thread.
 */
public final class LinkEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LinkEngine.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** A pump's last answers, handing the lease over and closing all clients at their slowest. */
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Link link;
  private final ClusterSpec source;
  private final ClusterSpec target;
  private final EngineOptions options;
  private final LiveFlow flow;
  private final Clock clock;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Optional<LinkSession> session = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();
  private volatile List<PartitionProgress> lastSeen = List.of();

  /**
   * Connects to nothing before {@link #start}.
   *
   * @param source how to read; its alias must be the link's source
   * @param target how to write; its alias must be the link's target
   */
  public LinkEngine(
      Link link, ClusterSpec source, ClusterSpec target, EngineOptions options, Clock clock) {
    if (!source.alias().equals(link.source()) || !target.alias().equals(link.target())) {
      throw new IllegalArgumentException(
          "link '"
              + link.name()
              + "' runs from '"
              + link.source()
              + "' to '"
              + link.target()
              + "' but was given clusters '"
              + source.alias()
              + "' and '"
              + target.alias()
              + "'");
    }
    this.link = link;
    this.source = source;
    this.target = target;
    this.options = options;
    this.flow = new LiveFlow(options.flow());
    this.clock = clock;
    String slot = options.share().slot();
    this.thread =
        new Thread(this::run, "strait-link-" + link.name() + (slot.isEmpty() ? "" : ":" + slot));
  }

  /** Starts to run the link in the background; at most once. */
  public void start() {
    thread.start();
  }

  /**
   * The consumer group on the target whose only member owns a slot of a link, or the whole link if
   * {@code slot} is empty.
   */
  public static String leaseGroup(LinkName link, String slot) {
    return GroupLease.group(link, slot);
  }

  /** How fast the link may go now. */
  public FlowSettings flow() {
    return flow.now();
  }

  /**
   * Changes how fast the link may go, what waits and who goes first, from now on and for as long as
   * this engine lives; nothing is restarted. What was fetched before is still copied.
   */
  public void flow(FlowSettings settings) {
    flow.set(settings);
    session.ifPresent(LinkSession::flowChanged);
  }

  /**
   * The version of the share's newest portion outside of which this engine writes nothing any more
   * and has nothing unanswered; -1 before the first. What another engine is to take over, it may
   * take once this says so.
   */
  public long settled() {
    // Read before the session: one that starts now asks for a portion that is not older.
    long version = options.share().current().version();
    return session.map(LinkSession::settled).orElse(version);
  }

  /**
   * Whether a topic of the source is mirrored as far as this engine knows: it is not if it is
   * refused, or if a pattern brought it and it is gone. True while nothing is known.
   */
  public boolean mirrors(String topic) {
    return session
        .filter(running -> !running.progress().isEmpty())
        .map(running -> running.mirrors(topic))
        .orElse(true);
  }

  /** The link now; the partitions are at most some tenths of a second old. */
  public LinkProgress progress() {
    Optional<LinkSession> current = session;
    boolean owner = current.map(LinkSession::isOwner).orElse(false);
    List<PartitionProgress> partitions =
        current.map(LinkSession::progress).filter(list -> !list.isEmpty()).orElse(lastSeen);
    Optional<String> why = problem.or(() -> current.flatMap(LinkSession::problem));
    List<RefusedTopic> refused = current.map(LinkSession::refused).orElse(List.of());
    return new LinkProgress(link, clock.instant(), owner, partitions, why, refused);
  }

  /**
   * Stops copying, hands the lease over and returns when nothing runs any more.
   *
   * @throws IllegalStateException if something still runs after 30 s, or if the caller was
   *     interrupted before the end; the link was told to stop and must count as running until a
   *     further call returns
   */
  @Override
  public void close() {
    closing.countDown();
    session.ifPresent(LinkSession::abandonCalls);
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stillRuns("the wait for its end was interrupted"), e);
    }
    if (thread.isAlive()) {
      throw new IllegalStateException(stillRuns("it has not ended within " + STOP));
    }
  }

  private String stillRuns(String why) {
    return "link '"
        + link.name()
        + "' was told to stop but still runs: "
        + why
        + "; ask again, and start nothing that writes to its target before";
  }

  /** One sentence for operators: what to do about it, then what it is. */
  static String describe(RuntimeException error) {
    if (error instanceof LinkRefused) {
      return FaultKind.NEEDS_HUMAN + ": " + error.getMessage();
    }
    FaultKind kind = error instanceof ClusterException e ? e.kind() : FaultKind.of(error);
    return kind + ": " + error.getMessage();
  }

  private void run() {
    long pause = FIRST_PAUSE.toMillis();
    while (!isClosing(0)) {
      long began = System.nanoTime();
      runOnce();
      boolean lasted = System.nanoTime() - began > LONGEST_PAUSE.toNanos() * 4;
      pause = lasted ? FIRST_PAUSE.toMillis() : Math.min(LONGEST_PAUSE.toMillis(), pause * 2);
      isClosing(pause);
    }
  }

  private void runOnce() {
    try (LinkSession running = new LinkSession(link, source, target, options, flow, clock)) {
      session = Optional.of(running);
      if (isClosing(0)) {
        // The one who closes may have come before there was a session whose calls to abandon.
        return;
      }
      running.run(
          () -> {
            if (running.isSettled()) {
              problem = Optional.empty();
              lastSeen = running.progress();
            }
            return !isClosing(0);
          });
    } catch (RuntimeException e) {
      problem = Optional.of(describe(e));
      if (isClosing(0)) {
        log.atDebug().setCause(e).addKeyValue("link", link.name()).log("Link stopped half-way");
        return;
      }
      log.atWarn()
          .setCause(log.isDebugEnabled() ? e : null)
          .addKeyValue("link", link.name())
          .addKeyValue("why", describe(e))
          .log("Link does not run");
    } finally {
      session = Optional.empty();
    }
  }

  private boolean isClosing(long waitMillis) {
    try {
      return closing.await(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
