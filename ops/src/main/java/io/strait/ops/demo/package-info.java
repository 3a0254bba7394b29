/**
 * {@code strait demo}: the main job end to end on real clusters in this process, judged by the
 * applications' own account and by an independent scan.
 *
 * <p>Invariants: the verdict never rests on what the link or the runner believes; it compares what
 * the producers were promised (acknowledgements) and what the consumers saw with what both logs
 * hold. {@link io.strait.ops.demo.Judgement} is pure. Threads: each load and probe owns its own.
 * May import everything the daemon may. Non-null by default.
 */
package io.strait.ops.demo;
