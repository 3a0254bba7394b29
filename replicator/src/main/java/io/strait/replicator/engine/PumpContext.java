package io.strait.replicator.engine;

import io.strait.replicator.wire.BatchMerge;
import io.strait.replicator.wire.FramePool;
import io.strait.replicator.wire.Peer;
import io.strait.replicator.wire.RecordPath;
import io.strait.replicator.wire.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all parts of one pump share. Owned by the pump's thread. */
final class PumpContext {
  /** Each takes memory for the keys of a partition. */
  private static final int COMPARISONS = 2;

  private volatile LinkIdentity identity;
  private final EngineOptions options;
  private final LiveFlow flow;
  private final Ownership ownership;
  private final Clock clock;
  private final Duration producerExpiry;
  private final TargetTopics targetTopics;
  private final RecordPath recordPath = new RecordPath();
  private final BatchMerge merge = new BatchMerge();
  private final Transport transport;
  private final FramePool pool;
  private final Directory source;
  private final Directory target;
  private final AtMost<PartitionCopy> comparisons = new AtMost<>(COMPARISONS);
  private final Set<PartitionCopy> awake = new LinkedHashSet<>();
  private volatile Map<String, SourceSettings> settings = Map.of();
  private volatile LinkMemory memory = LinkMemory.EMPTY;

  PumpContext(
      LinkIdentity identity,
      EngineOptions options,
      LiveFlow flow,
      Ownership ownership,
      Clock clock,
      Duration producerExpiry,
      TargetTopics targetTopics,
      Transport transport,
      FramePool pool) {
    this.identity = identity;
    this.options = options;
    this.flow = flow;
    this.ownership = ownership;
    this.clock = clock;
    this.producerExpiry = producerExpiry;
    this.targetTopics = targetTopics;
    this.transport = transport;
    this.pool = pool;
    this.source = new Directory(this, sourcePeer());
    this.target = new Directory(this, targetPeer());
  }

  LinkIdentity identity() {
    return identity;
  }

  /** Epoch of this owner of the link: a later owner's is higher. */
  int ownerEpoch() {
    return identity.ownerEpoch();
  }

  /** The engine took the link over once more, with further partitions; any thread. */
  void raise(int epoch) {
    identity = identity.owned(epoch);
  }

  /** Whether the link is still this process's, as far as that can be known without asking. */
  Ownership ownership() {
    return ownership;
  }

  /** What the link's internal topics said when they were last read; any thread. */
  LinkMemory memory() {
    return memory;
  }

  /** They were read again; any thread. */
  void remember(LinkMemory read) {
    memory = read;
  }

  /** How the source cleans one of its topics, if that is known. */
  Optional<SourceSettings> settings(String sourceTopic) {
    return Optional.ofNullable(settings.get(sourceTopic));
  }

  /** By source topic, as just read; any thread. */
  void learn(Map<String, SourceSettings> read) {
    settings = read;
  }

  EngineOptions options() {
    return options;
  }

  /** The flow that holds now. */
  FlowSettings flow() {
    return flow.now();
  }

  /** Something happened to a partition: the next turn is to look at it. */
  void touch(PartitionCopy copy) {
    awake.add(copy);
  }

  /** The partitions whose keys are compared now. */
  AtMost<PartitionCopy> comparisons() {
    return comparisons;
  }

  /** Whether keys may be changed on the way. */
  boolean policyChangesKeys(String sourceTopic) {
    RecordRules rules = options.policy().records();
    return rules.transforms().concerns(sourceTopic) || rules.schemaIds().mayChangeKeys();
  }

  /** The partitions to look at; those at rest are left out until they are touched. */
  Set<PartitionCopy> awake() {
    return awake;
  }

  /** Monotonic nanoseconds. */
  long nanos() {
    return transport.nowNanos();
  }

  /** Fetched and unsent bytes of one partition beyond which it is not fetched. */
  long queueLimit() {
    return Math.min(
        options.limits().queueBytesPerPartition(), Math.max(1, pool.availableMemory() / 8));
  }

  /** Wall clock in milliseconds: only for comparing with record timestamps. */
  long wallMillis() {
    return clock.millis();
  }

  Clock clock() {
    return clock;
  }

  /** Monotonic milliseconds: for pauses and deadlines. */
  long now() {
    return transport.nowMillis();
  }

  Transport transport() {
    return transport;
  }

  /** What the mirror topics demand. */
  TargetTopics targetTopics() {
    return targetTopics;
  }

  /** For one batch at a time. */
  RecordPath recordPath() {
    return recordPath;
  }

  /** For one merge at a time. */
  BatchMerge merge() {
    return merge;
  }

  FramePool pool() {
    return pool;
  }

  Peer sourcePeer() {
    return transport.peer(identity.link().source());
  }

  Peer targetPeer() {
    return transport.peer(identity.link().target());
  }

  Directory source() {
    return source;
  }

  Directory target() {
    return target;
  }

  /** Age of its last record at which the target's brokers may forget a producer. */
  Duration producerExpiry() {
    return producerExpiry;
  }
}
