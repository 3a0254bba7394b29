/**
 * Mirror topics: what they are created with and how their partitions and configurations are kept,
 * by a table that the engine and {@code strait link apply} share.
 *
 * <p>Invariants: what is equal is never written; a configuration that this link did not set is
 * removed only where the policy says so; a topic is deleted only if the link mirrored the very
 * topic, by its id. The comparison ({@link io.strait.replicator.sync.topic.TopicTwinDiff}) does no
 * I/O. Threads: a reconciler belongs to one thread at a time, everything else is immutable. May
 * import: {@code cluster}, {@code sync}, {@code topology}, kafka-clients' public API. Non-null by
 * default.
 */
package io.strait.replicator.sync.topic;
