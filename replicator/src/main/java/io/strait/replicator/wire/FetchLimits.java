package io.strait.replicator.wire;

/**
 * How much one fetch may bring and how long the broker may wait for it.
 *
 * @param maxWaitMillis how long a broker without new data holds the request
 * @param maxBytes of all partitions together; one larger batch is still delivered alone
 * @param committedOnly whether to read up to the last stable offset and be told of aborted
 *     transactions; otherwise everything replicated is read
 */
public record FetchLimits(int maxWaitMillis, int maxBytes, boolean committedOnly) {}
