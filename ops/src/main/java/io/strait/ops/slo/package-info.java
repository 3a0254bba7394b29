/**
 * What is promised about links, kept: measures, remembers, judges, acts, explains.
 *
 * <p>One turn of a link a second or so: follow the compacted topic {@code strait.slo.<link>} on the
 * target (counts in buckets of time, actions, grants); while this process owns the link, look at
 * the ends of both logs, write heartbeats, judge, act, and store what changed. Every daemon follows
 * the topic, so each can answer, and the next owner goes on where the last one stopped; only counts
 * of the last seconds are lost with a process that is killed.
 *
 * <p>Invariants: an action changes nothing that an operator decided; it is an overlay that ends
 * with it. What is unknown is not good. Threads: one for each link; everything public may be called
 * by any thread. May import: {@code config}, {@code flow}, {@code view}, {@code validator.slo},
 * {@code validator.audit}, {@code migrator.gate}, {@code replicator.cluster}, {@code
 * replicator.progress}, {@code replicator.topology}, Jackson, kafka-clients. Non-null by default.
 */
package io.strait.ops.slo;
