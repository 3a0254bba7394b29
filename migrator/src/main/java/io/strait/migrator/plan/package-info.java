/**
 * What is to be moved and how it will be done, before anything is touched: {@link
 * io.strait.migrator.plan.Wave} → {@link io.strait.migrator.plan.Plan}, printable and as JSON.
 *
 * <p>Invariants: a plan changes nothing; its steps are those the runner will execute, in that
 * order. Threads: immutable. May import: the JDK, Jackson, {@code replicator.topology}. Non-null by
 * default.
 */
package io.strait.migrator.plan;
