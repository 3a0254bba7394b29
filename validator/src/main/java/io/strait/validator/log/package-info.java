/**
 * Reads both logs, with readers that share nothing with what copies: bounds, ranges of committed
 * records.
 *
 * <p>Invariants: a read of a range returns all that is left of it or throws; it never skips
 * silently. Views are confined to one thread. May import: the JDK, kafka-clients' public API,
 * {@code replicator.topology}, {@code replicator.cluster}, {@code validator.digest}. Non-null by
 * default.
 */
package io.strait.validator.log;
