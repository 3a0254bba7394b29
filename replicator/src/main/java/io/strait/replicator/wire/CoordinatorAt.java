package io.strait.replicator.wire;

/**
 * Where a transactional id is coordinated.
 *
 * @param outcome whether the broker knows
 * @param node the coordinator's broker id, or -1
 */
public record CoordinatorAt(Outcome outcome, int node) {}
