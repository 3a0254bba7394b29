/**
 * Which names a reconciler is about, and what principals are called on the target.
 *
 * <p>Invariants: pure; patterns match whole names. Threads: everything is immutable. May import:
 * the JDK. Non-null by default.
 */
package io.strait.replicator.sync.select;
