/**
 * Keeps what a link's audit topic holds as tables of a PostgreSQL database.
 *
 * <p>Invariants: rows and the place in the topic that they come from are written in one
 * transaction; an owner with a lower epoch than the last one writes nothing; what the tables hold
 * follows from the topic alone (no clock, no sequence), so running it again gives the same bytes.
 * Threads: a sink is confined to one; status from any. May import: {@code config}, {@code view},
 * {@code replicator.cluster}, {@code .topology}, {@code validator.audit}, {@code java.sql}.
 * Non-null by default.
 */
package io.strait.ops.audit.sink;
