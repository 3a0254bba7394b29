package io.strait.replicator.wire;

/**
 * The producer id and epoch to go on with.
 *
 * @param outcome whether the coordinator answered with one
 * @param producerId or -1
 * @param epoch or -1
 */
public record TransactionProducer(Outcome outcome, long producerId, short epoch) {}
