/**
 * What a user asks to have judged: topics, partitions, offsets, a window of time, a sample; and
 * what that comes to on two clusters now.
 *
 * <p>Invariants: what is written wrongly is refused with the value and the rule; what was asked for
 * never becomes less without being counted as unproved. Everything but {@link
 * io.strait.validator.scope.Ends} is pure. May import: the JDK, the public API of kafka-clients,
 * {@code replicator.topology}, {@code replicator.cluster}, {@code validator.log}. Non-null by
 * default.
 */
package io.strait.validator.scope;
