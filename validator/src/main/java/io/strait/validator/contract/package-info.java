/**
 * What a copy is declared to be relative to its source: offsets, records, partitions. Declared
 * relations are checked, never believed.
 *
 * <p>Invariants: whatever is not declared to differ must be equal; a declaration never hides a
 * difference in another field. Immutable, no I/O. May import: the JDK, {@code replicator.topology},
 * {@code validator.check}, {@code validator.digest}. Non-null by default.
 */
package io.strait.validator.contract;
