/**
 * The two clusters that all engines work on, and how the benchmark looks at them.
 *
 * <p>Invariants: before a run the target holds no topic but Kafka's own, so nobody inherits from
 * the run before; a copy is checked against the source before its figures count. Threads: one. May
 * import: bench.host, bench.data, ops/sandbox, replicator.cluster, kafka-clients. Non-null by
 * default.
 */
package io.strait.ops.bench.lab;
