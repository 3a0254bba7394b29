/**
 * MirrorMaker 2's own topics, kept by Strait beside a link: heartbeats, checkpoints and offset
 * syncs, so that {@code RemoteClusterUtils}, {@code MirrorClient} and what people have built on
 * them go on working, with exact positions.
 *
 * <p>Invariants: a checkpoint never names a position behind what a group has not read; nothing but
 * heartbeats is written unless something changed. One thread at a time. May import: the JDK,
 * kafka-clients, connect-mirror-client, {@code engine}, {@code offsets}, {@code sync}, {@code
 * cluster}, {@code topology}, {@code mirror.formats}, {@code mirror.logs}. Non-null by default.
 */
package io.strait.replicator.mirror.publish;
