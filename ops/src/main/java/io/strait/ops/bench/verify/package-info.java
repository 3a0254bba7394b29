/**
 * {@code strait bench verify}: the scan beside two consumers that compare byte by byte, on the same
 * pair of clusters and the same copy, each in a JVM of its own, taking turns.
 *
 * <p>Threads: one. May import the benchmark's other packages, the validator and the replicator's
 * {@code cluster} and {@code topology}. Non-null by default.
 */
package io.strait.ops.bench.verify;
