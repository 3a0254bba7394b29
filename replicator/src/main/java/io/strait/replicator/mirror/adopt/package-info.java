/**
 * Takes over what a MirrorMaker 2 has copied, and gives it back: reads the offsets it keeps in
 * Kafka Connect, finds for each partition which source record each record of the mirror is, and
 * writes that down as the link's own map, so that nothing is copied again.
 *
 * <p>Invariants: nothing is written while a MirrorMaker 2 may still run, or before every partition
 * was matched; what cannot be matched is never said to be exact.
 *
 * <p>{@link io.strait.replicator.mirror.adopt.LogMatch} does no I/O. One thread throughout. May
 * import: the JDK, kafka-clients, Jackson, {@code engine}, {@code offsets}, {@code sync}, {@code
 * cluster}, {@code topology}, {@code mirror.formats}, {@code mirror.logs}. Non-null by default.
 */
package io.strait.replicator.mirror.adopt;
