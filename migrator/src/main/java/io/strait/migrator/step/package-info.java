/**
 * The steps of a migration in their one order, and the small ports through which they act.
 *
 * <p>{@link io.strait.migrator.step.Steps} is the only list of steps: execution, dry run, resume,
 * compensation and documents all read it. A step's plan is journaled before it acts; it may be
 * executed any number of times; its check asks the clusters and not its memory.
 *
 * <p>Invariants: nothing here decides which state follows (that is {@code cutover}) or when to give
 * up (that is {@code run}); writers are opened on a cluster only after the decision that gives it
 * the authority, or when a switch away from it is taken back. Threads: everything runs on the
 * runner's thread. May import: the JDK, Jackson, {@code cutover}, {@code gate}, {@code plan},
 * {@code fence.acl}, {@code client}, {@code replicator.topology}, {@code replicator.progress}.
 * Non-null by default.
 */
package io.strait.migrator.step;
