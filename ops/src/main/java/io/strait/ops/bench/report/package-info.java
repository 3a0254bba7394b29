/**
 * What comes of the runs: medians, ratios against the promised bounds, and three ways to show them
 * (text, JSON whose field names are stable, a page with bars).
 *
 * <p>Pure but for writing the files. Every run's figures are kept beside the median. May import:
 * Jackson. Non-null by default.
 */
package io.strait.ops.bench.report;
