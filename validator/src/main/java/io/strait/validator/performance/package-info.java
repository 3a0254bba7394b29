/**
 * Compares how two clusters carry the same bounded load: produce and end-to-end latency,
 * throughput, as ratios of the target to the source.
 *
 * <p>Invariants: it writes to temporary topics of its own only ({@code strait.performance.*}),
 * which are deleted whatever happens; the load is bounded in rate, time and bytes; rounds take
 * turns, so that what disturbs one side disturbs the other; a verdict needs all rounds to agree.
 * Records are made up in the sizes and the compressibility of sampled ones, and never copied.
 * Threads: one per trial, and one more that reads. May import: the JDK, HdrHistogram,
 * kafka-clients' public API, {@code replicator.cluster}, {@code validator.digest}, {@code
 * validator.log}. Non-null by default.
 */
package io.strait.validator.performance;
