package io.strait.replicator.engine;

import io.strait.replicator.wire.WireTimes;
import java.time.Duration;

/**
 * Limits and patience of one link's engine.
 *
 * @param lease whether ownership is agreed among daemons; without it only compare-and-append guards
 *     against a second engine
 * @param leaseSession how long a silent owner keeps the lease; the target's brokers bound it (6 s
 *     to 30 min by default)
 * @param memoryBytes bound on fetched data held in memory
 * @param fetchMaxBytes of one fetch
 * @param partitionFetchBytes of one partition in one fetch
 * @param fetchWait how long a broker without new data holds a fetch
 * @param queueBytesPerPartition fetched and unsent data of one partition beyond which it is not
 *     fetched
 * @param produceLanes connections per target broker
 * @param requestsPerLane unanswered produce requests per connection
 * @param smallSend while a request is unanswered, less than this many bytes wait for its answer and
 *     go together
 * @param requestMaxBytes of one produce request
 * @param metadataRefresh how often leaders and topic identities are read again
 * @param topicRefresh how often topics and partition counts are compared
 * @param agedSettle how long to wait after an unanswered request where the target may have
 *     forgotten the link's sequence
 * @param wire patience of the connections
 * @param policy how it copies
 * @param flow how fast it may go at the start
 * @param share which partitions it copies
 */
public record EngineOptions(
    boolean lease,
    Duration leaseSession,
    long memoryBytes,
    int fetchMaxBytes,
    int partitionFetchBytes,
    Duration fetchWait,
    long queueBytesPerPartition,
    int produceLanes,
    int requestsPerLane,
    int smallSend,
    int requestMaxBytes,
    Duration metadataRefresh,
    Duration topicRefresh,
    Duration agedSettle,
    WireTimes wire,
    CopyPolicy policy,
    FlowSettings flow,
    PartitionShare share) {
  private static final int MIB = 1 << 20;

  /** Refuses limits that cannot work. */
  public EngineOptions {
    if (fetchMaxBytes <= 0 || memoryBytes < 2L * fetchMaxBytes) {
      throw new IllegalArgumentException(
          "engine memory of "
              + memoryBytes
              + " bytes: must hold at least two fetches of "
              + fetchMaxBytes);
    }
    if (produceLanes < 1 || requestsPerLane < 1) {
      throw new IllegalArgumentException(
          "engine with "
              + produceLanes
              + " lanes of "
              + requestsPerLane
              + " requests: both must be at least 1");
    }
  }

  /** Lease of 6 s, 64 MiB of memory, fetches of 4 MiB, two connections per target broker. */
  public static EngineOptions defaults() {
    return new EngineOptions(
        true,
        Duration.ofSeconds(6),
        64L * MIB,
        4 * MIB - 64 * 1024,
        MIB,
        Duration.ofMillis(250),
        4L * MIB,
        2,
        8,
        256 * 1024,
        4 * MIB,
        Duration.ofSeconds(3),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        WireTimes.defaults(),
        CopyPolicy.defaults(),
        FlowSettings.unlimited(),
        PartitionShare.all());
  }

  /** The same without a lease. */
  public EngineOptions withoutLease() {
    return new EngineOptions(
        false,
        leaseSession,
        memoryBytes,
        fetchMaxBytes,
        partitionFetchBytes,
        fetchWait,
        queueBytesPerPartition,
        produceLanes,
        requestsPerLane,
        smallSend,
        requestMaxBytes,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        policy,
        flow,
        share);
  }

  /** The same with another policy. */
  public EngineOptions withPolicy(CopyPolicy other) {
    return new EngineOptions(
        lease,
        leaseSession,
        memoryBytes,
        fetchMaxBytes,
        partitionFetchBytes,
        fetchWait,
        queueBytesPerPartition,
        produceLanes,
        requestsPerLane,
        smallSend,
        requestMaxBytes,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        other,
        flow,
        share);
  }

  /** The same with another flow. */
  public EngineOptions withFlow(FlowSettings other) {
    return new EngineOptions(
        lease,
        leaseSession,
        memoryBytes,
        fetchMaxBytes,
        partitionFetchBytes,
        fetchWait,
        queueBytesPerPartition,
        produceLanes,
        requestsPerLane,
        smallSend,
        requestMaxBytes,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        policy,
        other,
        share);
  }

  /** The same for some of the partitions. */
  public EngineOptions withShare(PartitionShare other) {
    return new EngineOptions(
        lease,
        leaseSession,
        memoryBytes,
        fetchMaxBytes,
        partitionFetchBytes,
        fetchWait,
        queueBytesPerPartition,
        produceLanes,
        requestsPerLane,
        smallSend,
        requestMaxBytes,
        metadataRefresh,
        topicRefresh,
        agedSettle,
        wire,
        policy,
        flow,
        other);
  }
}
