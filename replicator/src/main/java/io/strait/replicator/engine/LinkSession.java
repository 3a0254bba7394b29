package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.RefusedTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to run a link: from opening both clusters to the first error that the link's thread
 * cannot live with. Owned by the link's thread; {@link #progress}, {@link #isOwner} and {@link
 * #problem} may be read by others.
 */
final class LinkSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LinkSession.class);
  private static final Duration LEASE_POLL = Duration.ofMillis(100);
  private static final long PARTIAL_MILLIS = 500;
  private static final long FIRST_PARTIAL_MILLIS = 20;

  /** What was asked before the link was owned is not asked again for so long. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Link link;
  private final EngineOptions options;
  private final LiveFlow flow;
  private final Ownership ownership;
  private final Clock clock;
  private final Cluster source;
  private final Cluster target;
  private final TargetTopics targetTopics = new TargetTopics();
  private final LinkTopics topics;
  private final TopicReader reader;
  private final LinkRegistry registry;
  private final InternalTopics internal;
  private volatile Optional<Pump> pump = Optional.empty();
  private volatile boolean owner;
  private volatile boolean standby;
  private volatile Optional<String> problem = Optional.empty();
  private volatile int wanted;
  private volatile long settled = -1;
  private CopyPairs known = CopyPairs.NONE;
  private List<CopyPair> given = List.of();
  private Set<CopyPair> registered = Set.of();
  private Strangers strangers = Strangers.NONE;
  private volatile List<RefusedTopic> refused = List.of();
  private Set<String> recreated = Set.of();
  private int ownerEpoch;
  private long reconciledAt;
  private long partialMillis = FIRST_PARTIAL_MILLIS;
  private CopyPairs followed = known;
  private long followedVersion = -1;

  LinkSession(
      Link link,
      ClusterSpec source,
      ClusterSpec target,
      EngineOptions options,
      LiveFlow flow,
      Clock clock) {
    this.link = link;
    this.options = options;
    this.flow = flow;
    this.ownership = new Ownership(options.leaseSession(), System::nanoTime);
    this.clock = clock;
    this.source = new Cluster(source);
    this.target = new Cluster(target);
    this.topics = new LinkTopics(link, this.source, this.target, options.topics(), targetTopics);
    this.reader = new TopicReader(this.target);
    this.registry =
        new LinkRegistry(
            this.target,
            this.reader,
            !options.share().slot().isEmpty(),
            options.policy().followsRecreated());
    this.internal = new InternalTopics(this.target, link.name());
  }

  /** Runs until {@code goOn} says no; throws on what a new session may mend. */
  void run(BooleanSupplier goOn) {
    Prepared prepared = prepared();
    try (Lease lease = prepared.lease()) {
      try {
        while (goOn.getAsBoolean()) {
          turn(lease, prepared);
        }
      } finally {
        // Before the lease goes to somebody else.
        stopPump();
        owner = false;
      }
    }
  }

  /**
   * What can be asked and opened before the link is owned.
   *
   * @param seen both sides' topics, if they could be read
   * @param producerExpiry of the target
   * @param atNanos when all this was asked, by the monotonic clock
   */
  private record Prepared(
      LinkIdentity identity,
      Lease lease,
      Optional<LinkTopics.Seen> seen,
      Duration producerExpiry,
      long atNanos) {
    boolean isFresh() {
      return System.nanoTime() - atNanos < FRESH.toNanos();
    }
  }

  /** All at the same time: each only waits for answers. */
  private Prepared prepared() {
    long now = System.nanoTime();
    try (AtOnce start = new AtOnce("strait-start-" + link.name())) {
      Supplier<Lease> lease = start.begin(this::lease);
      Supplier<Boolean> internals = start.begin(internal::prepare);
      Supplier<String> sourceId = start.begin(() -> clusterId(source));
      Supplier<Optional<LinkTopics.Seen>> seen = start.begin(this::seen);
      Supplier<Boolean> reading = start.begin(reader::open);
      Supplier<Boolean> writing = start.begin(registry::open);
      Supplier<Duration> expiry = start.begin(() -> ProducerExpiry.of(target));
      try {
        String targetId = clusterId(target);
        LinkIdentity identity = new LinkIdentity(link, sourceId.get(), targetId);
        internals.get();
        reading.get();
        writing.get();
        return new Prepared(identity, lease.get(), seen.get(), expiry.get(), now);
      } catch (RuntimeException e) {
        lease.get().close();
        throw e;
      }
    }
  }

  /** Whatever keeps it from being read is told when it is needed. */
  private Optional<LinkTopics.Seen> seen() {
    try {
      return Optional.of(topics.look());
    } catch (ClusterException e) {
      return Optional.empty();
    }
  }

  private void turn(Lease lease, Prepared prepared) {
    LinkIdentity identity = prepared.identity();
    owner = holds(lease, LEASE_POLL);
    standby = !owner;
    if (!owner) {
      stopPump();
    }
    if (owner && pump.isEmpty()) {
      startPump(prepared);
    }
    if (owner && pump.isPresent()) {
      watchPump();
      reconcileIfDue(identity);
      followShare(identity);
    } else {
      // Nothing runs, and what will run asks again.
      settled = options.share().current().version();
    }
  }

  private boolean holds(Lease lease, Duration wait) {
    long asked = ownership.now();
    boolean held = lease.poll(wait);
    if (held && options.lease()) {
      ownership.renewed(asked);
    }
    return held;
  }

  /** Hands the pump what the share covers now, and notes when it has nothing else any more. */
  private void followShare(LinkIdentity identity) {
    Portion portion = options.share().current();
    // Ten times a second, and thousands of partitions: nothing is done while nothing changes.
    if (followed != known || followedVersion != portion.version()) {
      List<CopyPair> mine = known.within(portion).pairs();
      boolean gains =
          !given.equals(mine)
              && (options.share().slot().isEmpty()
                  ? replaces(mine)
                  : !Set.copyOf(given).containsAll(mine));
      boolean refused = gains && !takeOverAgain(identity);
      give(refused ? portion.among(given) : portion, Optional.empty());
      followed = refused ? CopyPairs.NONE : known;
      followedVersion = portion.version();
    }
    if (pump.filter(running -> running.keeps(given)).isPresent()) {
      settled = portion.version();
    }
  }

  /** Whether a topic is another one of its name, of which this engine has the partitions still. */
  private boolean replaces(List<CopyPair> mine) {
    Map<TopicPartition, CopyPair> before =
        given.stream().collect(Collectors.toMap(CopyPair::source, Function.identity()));
    return mine.stream().anyMatch(pair -> !pair.equals(before.getOrDefault(pair.source(), pair)));
  }

  /** Another engine may have had what is gained, so the epoch must be above its own. */
  private boolean takeOverAgain(LinkIdentity identity) {
    try {
      register(identity, known.pairs(), true, Optional.empty());
      return true;
    } catch (ClusterException | LinkRefused e) {
      problem = Optional.of(LinkEngine.describe(e));
      return false;
    }
  }

  private void give(Portion portion, Optional<LinkMemory> read) {
    CopyPairs mine = known.within(portion);
    wanted = mine.wanted();
    if (!given.equals(mine.pairs())) {
      // Read only now: whoever had these partitions before writes nothing any more.
      LinkMemory memory = read.orElseGet(() -> notes().memory()).following(recreated);
      given = mine.pairs();
      pump.ifPresent(running -> running.keep(given, ownerEpoch, memory));
    }
  }

  /** The newest portion outside of which nothing is written any more; -1 before the first. */
  long settled() {
    return settled;
  }

  /** The flow was changed; any thread. */
  void flowChanged() {
    pump.ifPresent(Pump::wakeup);
  }

  boolean isOwner() {
    return owner;
  }

  /** Whether it does what it is for: copies, or stands by while another owns the link. */
  boolean isSettled() {
    return standby || (pump.isPresent() && wanted == 0) || !progress().isEmpty();
  }

  List<PartitionProgress> progress() {
    return pump.map(Pump::progress).orElse(List.of());
  }

  /** What keeps the session from doing all its work, if anything does. */
  Optional<String> problem() {
    return problem.or(this::missing);
  }

  /** Whether a topic of the source is the link's and can be mirrored; any thread. */
  boolean mirrors(String topic) {
    return topics.isCopied(topic) && refused.stream().noneMatch(one -> one.topic().equals(topic));
  }

  /** Topics that are not mirrored though they should be; any thread. */
  List<RefusedTopic> refused() {
    return refused;
  }

  /** A part of the link must never be taken for the link. */
  private Optional<String> missing() {
    int present = progress().size();
    return pump.isEmpty() || present >= wanted
        ? Optional.empty()
        : Optional.of(
            FaultKind.RETRIABLE
                + ": only "
                + present
                + " of the "
                + wanted
                + " partitions of the link's topics are taken up yet; the others follow when both"
                + " clusters know their topics");
  }

  /** The session is to end: whoever waits for an admin call waits no longer; any thread. */
  void abandonCalls() {
    source.abandonCalls();
    target.abandonCalls();
  }

  @Override
  public void close() {
    reader.close();
    registry.close();
    source.close();
    target.close();
  }

  private Lease lease() {
    return options.lease()
        ? new GroupLease(
            target, link.name(), options.share().slot(), options.leaseSession(), this::stopPump)
        : Lease.none();
  }

  private LinkNotes notes() {
    return LinkNotes.read(reader, link.name());
  }

  private void startPump(Prepared prepared) {
    LinkIdentity identity = prepared.identity();
    options.share().refresh();
    Portion portion = options.share().current();
    Duration expiry = prepared.producerExpiry();
    Optional<LinkMemory> memory = Optional.empty();
    try (AtOnce start = new AtOnce("strait-start-" + link.name())) {
      // Without a lease others write at the same time, and then every moment counts.
      Optional<Supplier<LinkNotes>> asked =
          options.lease() ? Optional.of(start.begin(this::notes)) : Optional.empty();
      CopyPairs found;
      if (prepared.isFresh() && prepared.seen().isPresent()) {
        found = topics.reconcile(prepared.seen().get());
      } else {
        Supplier<Duration> expiryNow = start.begin(() -> ProducerExpiry.of(target));
        found = topics.reconcile();
        expiry = expiryNow.get();
      }
      Optional<LinkNotes> notes = asked.map(Supplier::get);
      takeUp(identity, found, true, notes.map(LinkNotes::history));
      memory = notes.map(LinkNotes::memory);
    }
    owner = holds(prepared.lease(), Duration.ZERO);
    if (!owner) {
      // All that took long, and somebody else may be the owner with the same number by now.
      return;
    }
    Pump started =
        new Pump(
            identity.owned(ownerEpoch),
            source.spec(),
            target.spec(),
            options,
            flow,
            ownership,
            clock,
            expiry,
            targetTopics);
    given = List.of();
    started.learn(topics.settings());
    started.start();
    reconciledAt = System.nanoTime();
    pump = Optional.of(started);
    give(portion, memory);
    log.atInfo()
        .addKeyValue("link", link.name())
        .addKeyValue("slot", options.share().slot())
        .addKeyValue("partitions", given.size())
        .addKeyValue("producerId", identity.dataId())
        .addKeyValue("ownerEpoch", ownerEpoch)
        .log("Link runs here");
  }

  /**
   * Takes the pairs to copy and compares them with what the link's owners wrote down; with {@code
   * takeOver} this session is written down as the next owner.
   */
  private void takeUp(
      LinkIdentity identity,
      CopyPairs found,
      boolean takeOver,
      Optional<LinkRegistry.History> history) {
    if (takeOver || !registered.containsAll(found.pairs())) {
      Continued continued = register(identity, found.pairs(), takeOver, history);
      registered = Set.copyOf(found.pairs());
      strangers = Strangers.among(found.pairs(), continued);
    }
    CopyPairs next =
        found.only(topic -> !strangers.have(topic)).andStill(known.only(topics::isCopied));
    refused = strangers.and(topics.refused());
    partialMillis =
        next.equals(known) ? Math.min(PARTIAL_MILLIS, partialMillis * 2) : FIRST_PARTIAL_MILLIS;
    known = next.equals(known) ? known : next;
    pump.ifPresent(running -> running.learn(topics.settings()));
  }

  private void stopPump() {
    pump.ifPresent(Pump::close);
    pump = Optional.empty();
  }

  private void watchPump() {
    pump.flatMap(Pump::failure)
        .ifPresent(
            cause -> {
              throw new IllegalStateException("the pump ended: " + cause, cause);
            });
  }

  private void reconcileIfDue(LinkIdentity identity) {
    Duration every = known.isUnderWay() ? Duration.ofMillis(partialMillis) : options.topicRefresh();
    if (System.nanoTime() - reconciledAt < every.toNanos()) {
      return;
    }
    try {
      takeUp(identity, topics.reconcile(), false, Optional.empty());
      problem = Optional.empty();
    } catch (ClusterException | LinkRefused e) {
      // What runs goes on running; the difference waits for its next turn.
      problem = Optional.of(LinkEngine.describe(e));
    } finally {
      reconciledAt = System.nanoTime();
    }
  }

  /** Compares with what the first owner wrote down, and writes down what is new. */
  private Continued register(
      LinkIdentity identity,
      List<CopyPair> pairs,
      boolean takeOver,
      Optional<LinkRegistry.History> history) {
    Map<String, Uuid> sources = new HashMap<>();
    Map<String, Uuid> targets = new HashMap<>();
    for (CopyPair pair : pairs) {
      sources.put(pair.source().topic(), pair.sourceTopicId());
      targets.put(pair.target().topic(), pair.targetTopicId());
    }
    LinkRecord now =
        new LinkRecord(
            identity.sourceClusterId(),
            identity.targetClusterId(),
            identity.dataId(),
            0,
            sources,
            targets);
    Continued continued = registry.update(link, now, takeOver, history);
    recreated = continued.content().formerSources().keySet();
    if (takeOver) {
      ownerEpoch = continued.content().ownerEpoch();
    }
    return continued;
  }

  private String clusterId(Cluster cluster) {
    return cluster.await("reading its id", cluster.admin().describeCluster().clusterId());
  }
}
