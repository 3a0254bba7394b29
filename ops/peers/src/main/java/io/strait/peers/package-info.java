/**
 * What {@code strait bench} measures Strait against, each as a program of its own: MirrorMaker 2
 * (Kafka's, unchanged; only its jars are here), a consumer→producer loop, and a plain socket relay.
 *
 * <p>Uses nothing of Strait. Each program is started by {@link io.strait.peers.Tethered}, so that
 * none outlives the benchmark. Threads: each program says so itself. May import: the JDK and
 * kafka-clients. Non-null by default.
 */
package io.strait.peers;
