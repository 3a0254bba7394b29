/**
 * Evidence bundles: for each finding of a sample one file with both records and their neighbours.
 *
 * <p>Invariants: nothing is written unless a user asks for it, for values may be personal data;
 * files are readable by their owner only, bounded in size and number, and named by code, partition
 * and offset, never by what is in records. May import: the JDK, Jackson, {@code
 * replicator.topology}, {@code replicator.cluster}, {@code validator.check}, {@code digest}, {@code
 * log}. Non-null by default.
 */
package io.strait.validator.evidence;
