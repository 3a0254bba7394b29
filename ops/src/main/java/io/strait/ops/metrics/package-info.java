/**
 * The daemon's Prometheus metrics: views turned into gauges and counters at each scrape.
 *
 * <p>Invariants: metric names and labels are stable; nothing is measured twice: the numbers are
 * those of the views; rules for objectives come from the objectives that the daemon judges by.
 * Threads: a scrape may run on any thread, one at a time. May import: {@code view}, {@code config},
 * {@code validator.slo}, {@code replicator.progress}, Micrometer. Non-null by default.
 */
package io.strait.ops.metrics;
