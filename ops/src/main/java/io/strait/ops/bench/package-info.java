/**
 * {@code strait bench mirror}: Strait, MirrorMaker 2 and a plain loop, measured side by side.
 *
 * <p>Start reading at {@link io.strait.ops.bench.MirrorBench}. What each engine is told stands in
 * {@code bench.engine}; what is measured, from where to where, in {@code bench.cell}; what has to
 * be reached in {@code bench.report.Bounds}. Fair because: one run, the same clusters, the same
 * data, engines in turn, fresh processes and topics, every copy checked, everything observed from
 * outside in one way, every run's figures kept. Threads: the caller's. May import: everything below
 * ops, ops/sandbox. Non-null by default.
 */
package io.strait.ops.bench;
