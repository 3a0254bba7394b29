/**
 * Judges positions of consumer groups: whether each committed position of the target points at the
 * image of the source's position, decided by the records that both sides would be read next.
 *
 * <p>Invariants: nothing that copies or moves groups is used; a claim about offsets is believed
 * only where the records at the claimed place do not contradict it; a position whose place cannot
 * be told is unverifiable, never equal; only what lasts over a second look is a finding. Writes
 * nothing. Threads: {@link io.strait.validator.groups.GroupCheck} is confined to one thread,
 * everything else is immutable. May import: the JDK, kafka-clients' public API, {@code
 * replicator.topology}, {@code replicator.cluster}, {@code validator.check}, {@code .digest},
 * {@code .log}, {@code .contract}. Non-null by default.
 */
package io.strait.validator.groups;
