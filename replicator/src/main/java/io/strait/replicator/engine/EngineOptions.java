package io.strait.replicator.engine;

import io.strait.replicator.sync.topic.TopicPolicy;
import io.strait.replicator.wire.WireTimes;
import java.time.Duration;

/**
 * Limits and patience of one link's engine.
 *
 * @param lease whether ownership is agreed among daemons; without it only compare-and-append guards
 *     against a second engine
 * @param leaseSession how long a silent owner keeps the lease; the target's brokers bound it (6 s
 *     to 30 min by default)
 * @param limits how much may be on the way
 * @param metadataRefresh how often leaders and topic identities are read again
 * @param topicRefresh how often topics and partition counts are compared
 * @param agedSettle how long to wait after an unanswered request where the target may have
 *     forgotten the link's sequence
 * @param wire patience of the connections
 * @param policy how it copies
 * @param flow how fast it may go at the start
 * @param share which partitions it copies
 * @param topics how it makes mirror topics
 */
public record EngineOptions(
    boolean lease,
    Duration leaseSession,
    TransferLimits limits,
    Duration metadataRefresh,
    Duration topicRefresh,
    Duration agedSettle,
    WireTimes wire,
    CopyPolicy policy,
    FlowSettings flow,
    PartitionShare share,
    TopicPolicy topics) {

  /** Lease of 6 s, leaders and topics read every 3 s, nothing limited or paused. */
  public static EngineOptions defaults() {
    return new EngineOptions(
        true,
        Duration.ofSeconds(6),
        TransferLimits.defaults(),
        Duration.ofSeconds(3),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        WireTimes.defaults(),
        CopyPolicy.defaults(),
        FlowSettings.unlimited(),
        PartitionShare.all(),
        TopicPolicy.defaults());
  }

  /** The same without a lease. */
  public EngineOptions withoutLease() {
    return new EngineOptions(
        false,
        leaseSession,
        limits,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        policy,
        flow,
        share,
        topics);
  }

  /**
   * The same with a lease that a silent owner keeps for so long. The shorter, the sooner another
   * takes over, and the sooner an owner that is only slow stops writing what no sequence guards.
   */
  public EngineOptions withLeaseSession(Duration session) {
    return new EngineOptions(
        lease,
        session,
        limits,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        policy,
        flow,
        share,
        topics);
  }

  /** The same with other limits. */
  public EngineOptions withLimits(TransferLimits other) {
    return new EngineOptions(
        lease,
        leaseSession,
        other,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        policy,
        flow,
        share,
        topics);
  }

  /** The same with another policy. */
  public EngineOptions withPolicy(CopyPolicy other) {
    return new EngineOptions(
        lease,
        leaseSession,
        limits,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        other,
        flow,
        share,
        topics);
  }

  /** The same with another flow. */
  public EngineOptions withFlow(FlowSettings other) {
    return new EngineOptions(
        lease,
        leaseSession,
        limits,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        policy,
        other,
        share,
        topics);
  }

  /** The same for some of the partitions. */
  public EngineOptions withShare(PartitionShare other) {
    return new EngineOptions(
        lease,
        leaseSession,
        limits,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        policy,
        flow,
        other,
        topics);
  }

  /** The same with mirror topics that are made in another way. */
  public EngineOptions withTopics(TopicPolicy other) {
    return new EngineOptions(
        lease,
        leaseSession,
        limits,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        policy,
        flow,
        share,
        other);
  }
}
