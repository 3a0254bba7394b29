package io.strait.replicator.engine;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.wire.FramePool;
import io.strait.replicator.wire.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns a set of partitions and both clusters' connections, and turns them in a duty
 * cycle.
 *
 * <p>{@link #keep}, {@link #keeps}, {@link #wakeup}, {@link #progress}, {@link #failure} and {@link
 * #close} may come from any thread; everything else happens on the pump's own.
 */
final class Pump implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Pump.class);

  /** However quiet a partition is, it is looked at that often: topics are deleted or made anew. */
  private static final long WALK_MILLIS = 1_000;

  private static final long BUSY_WAIT_MILLIS = 20;
  private static final long CALM_WAIT_MILLIS = 100;
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private final PumpContext context;
  private final SourceLanes sourceLanes;
  private final TargetLanes targetLanes;
  private final Thread thread;
  private final Map<TopicPartition, PartitionCopy> copies = new HashMap<>();
  private final Map<TopicPartition, PartitionCopy> leaving = new HashMap<>();
  private final Set<String> sourceTopics = new HashSet<>();
  private final Set<String> targetTopics = new HashSet<>();
  private volatile List<CopyPair> wanted = List.of();
  private volatile List<CopyPair> kept = List.of();
  private final Snapshots snapshots = new Snapshots();
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile boolean stopping;
  private final AtomicBoolean woken = new AtomicBoolean();
  private boolean restless;
  private long walkedAt = Long.MIN_VALUE / 2;

  /** Connects to nothing before {@link #start}. */
  Pump(
      LinkIdentity identity,
      ClusterSpec source,
      ClusterSpec target,
      EngineOptions options,
      LiveFlow flow,
      Ownership ownership,
      Clock clock,
      Duration producerExpiry,
      TargetTopics targetTopics) {
    FramePool pool = new FramePool(options.limits().memory());
    Transport transport =
        new Transport(
            "strait-" + identity.link().name(), List.of(source, target), pool, options.wire());
    this.context =
        new PumpContext(
            identity,
            options,
            flow,
            ownership,
            clock,
            producerExpiry,
            targetTopics,
            transport,
            pool);
    this.sourceLanes = new SourceLanes(context);
    this.targetLanes = new TargetLanes(context);
    this.thread = new Thread(this::run, "strait-pump-" + identity.link().name());
  }

  void start() {
    thread.start();
  }

  /**
   * Takes these partitions and ends all others; those it has already are left alone. Calls must not
   * overlap.
   *
   * @param ownerEpoch of this engine from now on; never less than before
   * @param memory what the link's internal topics say; read after the link, or the partitions, were
   *     taken over
   */
  void keep(List<CopyPair> pairs, int ownerEpoch, LinkMemory memory) {
    context.raise(ownerEpoch);
    context.remember(memory);
    wanted = pairs;
    wakeup();
  }

  /** How the source cleans its topics, as just read. */
  void learn(Map<String, SourceSettings> settings) {
    context.learn(settings);
  }

  /** Whether it has taken these over, the very list, and everything else has ended. */
  boolean keeps(List<CopyPair> pairs) {
    return kept == pairs;
  }

  /** Something outside changed that the next turn is to see. */
  void wakeup() {
    woken.set(true);
    context.transport().wakeup();
  }

  /** The last snapshot, at most some tenths of a second old. */
  List<PartitionProgress> progress() {
    return snapshots.latest();
  }

  /** What ended the thread, if something other than {@link #close} did. */
  Optional<Throwable> failure() {
    return failure;
  }

  /**
   * Stops fetching, waits shortly for the last answers and returns once the thread has ended,
   * however long that takes: whoever takes the link over next must not meet it.
   */
  @Override
  public void close() {
    stopping = true;
    wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (Transport transport = context.transport()) {
      while (!stopping) {
        doWork(woken.getAndSet(false));
        await(transport);
      }
      awaitLastAnswers(transport);
      snapshots.makeAll(context.now());
    } catch (RuntimeException e) {
      failure = Optional.of(e);
      log.atError()
          .setCause(e)
          .addKeyValue("link", context.identity().link().name())
          .log("Pump failed");
    } finally {
      context.pool().close();
    }
  }

  /** Bytes that complete no answer change nothing for anybody, so they begin no turn. */
  private void await(Transport transport) {
    long now = context.now();
    long until = now + waitMillis();
    boolean news = false;
    while (!news && !woken.get() && now <= until) {
      news = transport.poll(until - now);
      now = news || now == until ? until + 1 : Math.min(until, context.now());
    }
  }

  private void doWork(boolean walk) {
    long now = context.now();
    takeAndGive(now);
    context.source().advance(now, sourceTopics);
    context.target().advance(now, targetTopics);
    Set<PartitionCopy> visited = Set.of();
    if (walk || now - walkedAt >= WALK_MILLIS) {
      walkedAt = now;
      visited = new HashSet<>(copies.values());
      visited.removeAll(context.awake());
      context.awake().addAll(visited);
    }
    look(now, visited);
    sourceLanes.flush(now, restless);
    targetLanes.flush();
    snapshots.advance(now);
  }

  /**
   * Looks at the partitions to which something happened, and lets those at rest sleep. Those that
   * are only visited, and found at rest, need no new snapshot.
   */
  private void look(long now, Set<PartitionCopy> visited) {
    restless = false;
    Iterator<PartitionCopy> awake = context.awake().iterator();
    while (awake.hasNext()) {
      PartitionCopy copy = awake.next();
      copy.advance(now);
      boolean asked = sourceLanes.review(copy, now);
      targetLanes.offer(copy);
      // A late answer wakes a partition that is given away, too; it has its own end.
      boolean over = copy.stage() instanceof Stage.Final;
      boolean running = copy.stage() instanceof Running;
      restless |= !running && !over;
      boolean rests = asked && copy.unanswered() == 0 && running && isAtRest(copy);
      if (over || rests) {
        awake.remove();
      }
      if (!rests || !visited.contains(copy)) {
        snapshots.stale(copy);
      }
    }
  }

  private static boolean isAtRest(PartitionCopy copy) {
    return copy.stage() instanceof Running running && running.isAtRest();
  }

  private long waitMillis() {
    long lanes = Math.min(sourceLanes.waitMillis(), targetLanes.waitMillis());
    boolean calm = context.awake().isEmpty() && leaving.isEmpty();
    return Math.min(lanes, calm ? CALM_WAIT_MILLIS : BUSY_WAIT_MILLIS);
  }

  private void takeAndGive(long now) {
    List<CopyPair> asked = wanted;
    if (asked == kept) {
      return;
    }
    endAllBut(Set.copyOf(asked));
    // What still waits to be stored in internal topics is part of the end.
    leaving.values().forEach(copy -> copy.advance(now));
    leaving.values().removeIf(copy -> copy.isOver(now));
    for (CopyPair pair : asked) {
      // What is wanted back while it still ends is taken anew, from its resume point.
      if (!leaving.containsKey(pair.source())) {
        copies.computeIfAbsent(pair.source(), source -> begin(pair));
      }
    }
    snapshots.members(copies.values(), now);
    if (leaving.isEmpty()) {
      kept = asked;
    }
  }

  private PartitionCopy begin(CopyPair pair) {
    if (sourceTopics.add(pair.source().topic())) {
      context.source().forgetAbsence(pair.source().topic());
    }
    if (targetTopics.add(pair.target().topic())) {
      context.target().forgetAbsence(pair.target().topic());
    }
    targetTopics.addAll(InternalTopic.allOf(context.identity().link().name()));
    context.source().refreshSoon();
    context.target().refreshSoon();
    PartitionCopy copy = new PartitionCopy(context, pair);
    context.touch(copy);
    return copy;
  }

  /** A topic that was created again is another one. */
  private void endAllBut(Set<CopyPair> pairs) {
    List<PartitionCopy> ending =
        copies.values().stream().filter(copy -> !pairs.contains(copy.pair())).toList();
    if (ending.isEmpty()) {
      return;
    }
    for (PartitionCopy copy : ending) {
      copy.end();
      sourceLanes.review(copy, context.now());
      context.awake().remove(copy);
      copies.remove(copy.pair().source());
      leaving.put(copy.pair().source(), copy);
    }
    sourceTopics.clear();
    targetTopics.clear();
    targetTopics.addAll(InternalTopic.allOf(context.identity().link().name()));
    for (PartitionCopy copy : copies.values()) {
      sourceTopics.add(copy.pair().source().topic());
      targetTopics.add(copy.pair().target().topic());
    }
  }

  private void awaitLastAnswers(Transport transport) {
    long until = context.now() + LAST_ANSWERS.toMillis();
    while (context.now() < until
        && Stream.concat(copies.values().stream(), leaving.values().stream())
            .anyMatch(copy -> copy.unanswered() > 0)) {
      transport.poll(BUSY_WAIT_MILLIS);
    }
  }
}
