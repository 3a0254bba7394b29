/**
 * The one runner of a migration and everything around it: command inbox, view, status, and the
 * adapters that put real clusters behind the ports of {@code step}.
 *
 * <p>The way of a command: inbox → gates → journal INTENT → step → look at the clusters → journal
 * OUTCOME and STATE → view. A crash anywhere is followed by replaying the journal; attestations of
 * a runner that is gone are demoted (READY and VERIFYING to MIRRORING, a sealed switch to FENCING);
 * after the decision there is only forward.
 *
 * <p>Invariants: one thread runs a migration; nothing acts before its intent is journaled; only
 * {@link io.strait.migrator.run.Reaction} decides that a switch is given up; a fenced runner stops
 * and stops its links. Threads: {@link io.strait.migrator.run.MigrationView} is immutable and may
 * be read anywhere; {@link io.strait.migrator.run.Migrations} and {@link
 * io.strait.migrator.run.RunningMigration} are safe for use by several threads; all else belongs to
 * the runner's thread. May import: everything of the migrator, {@code validator}, {@code
 * replicator.topology}, {@code replicator.cluster}, {@code replicator.progress}, {@code client}.
 * Non-null by default.
 */
package io.strait.migrator.run;
