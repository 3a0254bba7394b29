/**
 * Keeps the schemas of a target's registry those of its source's: subjects, versions, references,
 * compatibility levels, soft deletes; finds which ids really occur in the data, and judges before a
 * rollout.
 *
 * <p>Invariants: a comparison does no I/O and decides everything but what only the registry knows;
 * nothing that somebody else registered on the target is ever deleted; nothing is deleted for good;
 * what counts as written is what was read back. Threads: one at a time per object, except {@link
 * io.strait.replicator.sync.schema.LiveIds}, which any thread may ask. May import: the JDK,
 * Jackson, Avro, the public API of kafka-clients, {@code cluster}, {@code topology}, {@code
 * registry}, {@code wire}, {@code sync} and {@code sync.select}. Non-null by default.
 */
package io.strait.replicator.sync.schema;
