package io.strait.replicator.wire;

/**
 * Who leads a partition.
 *
 * @param node broker id, or -1 while nobody does
 * @param epoch leader epoch, or -1 if the broker did not say
 */
public record PartitionLeader(int node, int epoch) {}
