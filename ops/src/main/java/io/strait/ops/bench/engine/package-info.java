/**
 * The engines that are compared: how each is configured and started, and nothing else.
 *
 * <p>Whoever doubts the fairness of the benchmark should read this package: every setting that is
 * not a default of its engine stands here with its reason. Every engine is a JVM of its own, with
 * its own class path. May import: bench.host, bench.data, bench.lab. Non-null by default.
 */
package io.strait.ops.bench.engine;
