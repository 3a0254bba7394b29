/**
 * The measurements: each class is one kind of run and states what it measures, from where to where.
 *
 * <p>A run starts an engine in a fresh process, watches it from outside (log ends and {@code
 * /proc}, in the same way for every engine), checks the copy and only then gives figures. Threads:
 * one. May import: the other packages of bench except report. Non-null by default.
 */
package io.strait.ops.bench.cell;
