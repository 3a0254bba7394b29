package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.Link;
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
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
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
  private static final Duration PARTIAL_REFRESH = Duration.ofMillis(500);
  private static final Duration DEFAULT_EXPIRY = Duration.ofDays(1);
  private static final String EXPIRY_CONFIG = "producer.id.expiration.ms";

  private final Link link;
  private final EngineOptions options;
  private final LiveFlow flow;
  private final Ownership ownership;
  private final Clock clock;
  private final Cluster source;
  private final Cluster target;
  private final TargetTopics targetTopics = new TargetTopics();
  private final LinkTopics topics;
  private final LinkRegistry registry;
  private final InternalTopics internal;
  private volatile Optional<Pump> pump = Optional.empty();
  private volatile boolean owner;
  private volatile boolean standby;
  private volatile Optional<String> problem = Optional.empty();
  private volatile int wanted;
  private volatile long settled = -1;
  private CopyPairs known = new CopyPairs(List.of(), List.of());
  private List<CopyPair> given = List.of();
  private Set<CopyPair> registered = Set.of();
  private Set<String> recreated = Set.of();
  private int ownerEpoch;
  private long reconciledAt;

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
    this.topics = new LinkTopics(link, this.source, this.target, targetTopics);
    this.registry =
        new LinkRegistry(
            this.target, !options.share().slot().isEmpty(), options.policy().followsRecreated());
    this.internal = new InternalTopics(this.target, link.name());
  }

  /** Runs until {@code goOn} says no; throws on what a new session may mend. */
  void run(BooleanSupplier goOn) {
    LinkIdentity identity = prepared();
    try (Lease lease = lease()) {
      try {
        while (goOn.getAsBoolean()) {
          turn(lease, identity);
        }
      } finally {
        // Before the lease goes to somebody else.
        stopPump();
        owner = false;
      }
    }
  }

  private LinkIdentity prepared() {
    try (AtOnce start = new AtOnce("strait-start-" + link.name())) {
      Supplier<String> sourceId = start.begin(() -> clusterId(source));
      Supplier<Boolean> registered = start.begin(registry::prepare);
      Supplier<Boolean> internals = start.begin(internal::prepare);
      String targetId = clusterId(target);
      registered.get();
      internals.get();
      return new LinkIdentity(link, sourceId.get(), targetId);
    }
  }

  private void turn(Lease lease, LinkIdentity identity) {
    owner = holds(lease, LEASE_POLL);
    standby = !owner;
    if (!owner) {
      stopPump();
    }
    if (owner && pump.isEmpty()) {
      startPump(identity, lease);
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
    List<CopyPair> mine = known.within(portion).pairs();
    // Ten times a second, and thousands of partitions: never each against each.
    boolean gains =
        !given.equals(mine)
            && (options.share().slot().isEmpty()
                ? replaces(mine)
                : !Set.copyOf(given).containsAll(mine));
    give(gains && !takeOverAgain(identity) ? portion.among(given) : portion);
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
      register(identity, known.pairs(), true);
      return true;
    } catch (ClusterException | LinkRefused e) {
      problem = Optional.of(LinkEngine.describe(e));
      return false;
    }
  }

  private void give(Portion portion) {
    CopyPairs mine = known.within(portion);
    wanted = mine.wanted();
    if (!given.equals(mine.pairs())) {
      // Read only now: whoever had these partitions before writes nothing any more.
      LinkMemory memory = internal.read().following(recreated);
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
    source.close();
    target.close();
  }

  private Lease lease() {
    return options.lease()
        ? new GroupLease(
            target, link.name(), options.share().slot(), options.leaseSession(), this::stopPump)
        : Lease.none();
  }

  private void startPump(LinkIdentity identity, Lease lease) {
    options.share().refresh();
    Portion portion = options.share().current();
    Duration expiry;
    try (AtOnce start = new AtOnce("strait-start-" + link.name())) {
      Supplier<Duration> asked = start.begin(this::producerExpiry);
      reconcile(identity, true);
      expiry = asked.get();
    }
    owner = holds(lease, Duration.ZERO);
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
    give(portion);
    log.atInfo()
        .addKeyValue("link", link.name())
        .addKeyValue("slot", options.share().slot())
        .addKeyValue("partitions", given.size())
        .addKeyValue("producerId", identity.dataId())
        .addKeyValue("ownerEpoch", ownerEpoch)
        .log("Link runs here");
  }

  /**
   * Learns the pairs to copy and compares them with what the link's owners wrote down; with {@code
   * takeOver} this session is written down as the next owner.
   */
  private void reconcile(LinkIdentity identity, boolean takeOver) {
    CopyPairs found = topics.reconcile();
    if (takeOver || !registered.containsAll(found.pairs())) {
      register(identity, found.pairs(), takeOver);
      registered = Set.copyOf(found.pairs());
    }
    known = found.andStill(known);
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
    Duration every = known.partial() ? PARTIAL_REFRESH : options.topicRefresh();
    if (System.nanoTime() - reconciledAt < every.toNanos()) {
      return;
    }
    try {
      reconcile(identity, false);
      problem = Optional.empty();
    } catch (ClusterException | LinkRefused e) {
      // What runs goes on running; the difference waits for its next turn.
      problem = Optional.of(LinkEngine.describe(e));
    } finally {
      reconciledAt = System.nanoTime();
    }
  }

  /** Compares with what the first owner wrote down, and writes down what is new. */
  private void register(LinkIdentity identity, List<CopyPair> pairs, boolean takeOver) {
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
    LinkRecord stored = registry.update(link, now, takeOver);
    recreated = stored.formerSources().keySet();
    if (takeOver) {
      ownerEpoch = stored.ownerEpoch();
    }
  }

  private String clusterId(Cluster cluster) {
    return cluster.await("reading its id", cluster.admin().describeCluster().clusterId());
  }

  /** How long the target remembers a producer; the default if it does not tell us. */
  private Duration producerExpiry() {
    try {
      int node =
          target
              .await("listing brokers", target.admin().describeCluster().nodes())
              .iterator()
              .next()
              .id();
      ConfigResource broker =
          new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node));
      Config config =
          target
              .await(
                  "reading broker configuration",
                  target.admin().describeConfigs(List.of(broker)).all())
              .get(broker);
      ConfigEntry entry = config.get(EXPIRY_CONFIG);
      return entry == null || entry.value() == null
          ? DEFAULT_EXPIRY
          : Duration.ofMillis(Long.parseLong(entry.value()));
    } catch (ClusterException e) {
      log.atInfo()
          .addKeyValue("link", link.name())
          .addKeyValue("why", e.getMessage())
          .log("Producer expiry of the target not readable, one day assumed");
      return DEFAULT_EXPIRY;
    }
  }
}
