/**
 * Schema registries: what they hold, and clients for the Confluent-compatible REST API and for
 * Apicurio's native one; which id of a source's registry is which of the target's.
 *
 * <p>Invariants: every request has a deadline and a bounded number of tries; passwords and tokens
 * never appear in {@code toString}, logs or messages; an answer of 200 is no proof that anything
 * was stored, so whoever writes reads back. Threads: clients may be used by several threads; nouns
 * are immutable. May import: the JDK, Jackson, {@code cluster}, {@code topology}. Non-null by
 * default.
 */
package io.strait.replicator.registry;
