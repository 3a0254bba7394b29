package io.strait.replicator.engine;

import io.strait.replicator.wire.FrameMemory;
import java.time.Duration;

/**
 * How much an engine may have on the way; what it uses of it follows the measured round trip and
 * rate.
 *
 * @param memory holds fetched data from its receipt to its acknowledgement; one for all links of a
 *     process
 * @param fetchSessions connections, each with one fetch at a time, per source broker and priority
 *     class; partitions are spread over them
 * @param fetchMaxBytes of one fetch at the most
 * @param fetchWait how long a broker without new data holds a fetch
 * @param queueBytesPerPartition fetched and unsent data of one partition beyond which it is not
 *     fetched
 * @param produceLanes connections per target broker
 * @param requestsPerLane unanswered produce requests per connection at the most
 * @param smallSend while a request is unanswered, less than this many bytes wait for its answer and
 *     go together
 * @param requestMaxBytes of one produce request
 */
public record TransferLimits(
    FrameMemory memory,
    int fetchSessions,
    int fetchMaxBytes,
    Duration fetchWait,
    long queueBytesPerPartition,
    int produceLanes,
    int requestsPerLane,
    int smallSend,
    int requestMaxBytes) {
  private static final int MIB = 1 << 20;

  /** Refuses limits that cannot work. */
  public TransferLimits {
    if (fetchMaxBytes < MIB / 4 || memory.limit() < 2L * fetchMaxBytes) {
      throw new IllegalArgumentException(
          "fetches of "
              + fetchMaxBytes
              + " bytes: must be at least 256 KiB, and the memory of "
              + memory.limit()
              + " must hold two of them");
    }
    if (fetchSessions < 1 || produceLanes < 1 || requestsPerLane < 1) {
      throw new IllegalArgumentException(
          "engine with "
              + fetchSessions
              + " fetch sessions and "
              + produceLanes
              + " lanes of "
              + requestsPerLane
              + " requests: each must be at least 1");
    }
  }

  /**
   * The process's memory, four fetch sessions per source broker of up to 16 MiB, two connections
   * per target broker with up to 64 requests.
   */
  public static TransferLimits defaults() {
    return new TransferLimits(
        FrameMemory.ofProcess(),
        4,
        16 * MIB - 64 * 1024,
        Duration.ofMillis(500),
        4L * MIB,
        2,
        64,
        MIB / 4,
        4 * MIB);
  }

  /** The same with other memory. */
  public TransferLimits withMemory(FrameMemory other) {
    return new TransferLimits(
        other,
        fetchSessions,
        fetchMaxBytes,
        fetchWait,
        queueBytesPerPartition,
        produceLanes,
        requestsPerLane,
        smallSend,
        requestMaxBytes);
  }
}
