/**
 * A run of {@code strait verify}: what it covers, at which pace, until when, and what it leaves
 * behind so that the next one need not begin anew.
 *
 * <p>Invariants: what was asked for and not judged counts as unproved; a proof that is stored is
 * about the log that is there now, or it is not used; a damaged, foreign or unwritable state file
 * is an error and never an empty one; a sample never passes.
 *
 * <p>Threads: {@link io.strait.validator.session.Session} is confined to one thread but may be
 * ended early from any; {@link io.strait.validator.session.Throttle} and {@link
 * io.strait.validator.session.StateFile} are safe for several. May import: the JDK, Jackson, the
 * public API of kafka-clients, {@code replicator.topology}, {@code replicator.cluster}, {@code
 * validator.check}, {@code digest}, {@code log}, {@code contract}, {@code judge}, {@code records},
 * {@code relation}, {@code scope}, {@code explain}. Non-null by default.
 */
package io.strait.validator.session;
