package io.strait.replicator.wire;

/**
 * How much one fetch may bring and how long the broker may wait for it.
 *
 * @param maxWaitMillis how long a broker without new data holds the request
 * @param maxBytes of all partitions together; one larger batch is still delivered alone
 * @param partitionMaxBytes of one partition
 */
public record FetchLimits(int maxWaitMillis, int maxBytes, int partitionMaxBytes) {}
