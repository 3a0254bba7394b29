/**
 * What Strait shares with MirrorMaker 2 and Kafka Connect: naming policies, the host of single
 * message transforms, the engine as a source connector, and a Connect worker inside a process of
 * Strait's. The only package that may import {@code org.apache.kafka.connect}.
 *
 * <p>{@link io.strait.replicator.mirror.TopicNaming} does no I/O, and the transforms' host none but
 * what a transform does by itself; neither has threads. {@link
 * io.strait.replicator.mirror.StraitSourceConnector} and {@link
 * io.strait.replicator.mirror.StraitSourceTask} are made and called by Connect, each by one thread
 * but for {@code stop}. {@link io.strait.replicator.mirror.EmbeddedWorker} may be used by several
 * threads; Connect's runtime is loaded only when it is used. May import: the JDK,
 * connect-mirror-client, connect-api, connect-runtime, {@code engine}, {@code share}, {@code wire},
 * {@code sync}, {@code cluster}, {@code progress}, {@code topology}. Non-null by default.
 */
package io.strait.replicator.mirror;
