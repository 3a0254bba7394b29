package io.strait.replicator.wire;

import java.util.OptionalLong;

/**
 * Timestamp of a record found by a leader.
 *
 * @param outcome whether the broker could be asked
 * @param timestamp in milliseconds, or empty if there is no such record
 */
public record TimeAt(Outcome outcome, OptionalLong timestamp) {}
