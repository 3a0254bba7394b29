/**
 * Real Kafka clusters in a box, for the demo, the tests and rehearsals.
 *
 * <p>{@link io.strait.sandbox.SandboxCluster} runs its brokers inside this JVM, {@link
 * io.strait.sandbox.ChildCluster} gives each broker a JVM of its own that can be killed and paused.
 * The latter can also be of an older {@link io.strait.sandbox.KafkaRelease}, with that release's
 * own libraries. Both are described by one {@link io.strait.sandbox.SandboxSpec} and seen as one
 * {@link io.strait.sandbox.KafkaCluster}.
 *
 * <p>Invariants: everything binds 127.0.0.1 and nothing else; passwords are random for every start
 * and never appear in logs, messages or {@code toString}; a cluster owns exactly one directory,
 * which it creates and deletes; ports stay the same over restarts of a broker. Threads: a cluster
 * may be used from several threads, its life-cycle calls take turns. May import: the JDK, the
 * broker and clients of Kafka, slf4j, and the subpackages {@code proxy}, {@code child} and {@code
 * release}; none of Strait's other modules. Non-null by default.
 */
package io.strait.sandbox;
