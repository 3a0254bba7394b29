package io.strait.replicator.wire;

/**
 * Where a log starts or ends.
 *
 * @param outcome whether the broker said it
 * @param offset the offset, or -1
 */
public record OffsetAt(Outcome outcome, long offset) {}
