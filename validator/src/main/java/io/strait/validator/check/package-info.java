/**
 * The words of judging: verdicts, findings, their stable codes and counts, and the relation between
 * source and target offsets. Nouns only: no I/O, no threads, nothing mutable.
 *
 * <p>Invariants: {@link io.strait.validator.check.FindingCode#UNVERIFIABLE} is never counted as
 * passed; a count is exact even where the list of findings is a bounded sample. May import: the
 * JDK, {@code replicator.topology}. Every reference is non-null unless its type says {@link
 * java.util.Optional}.
 */
package io.strait.validator.check;
