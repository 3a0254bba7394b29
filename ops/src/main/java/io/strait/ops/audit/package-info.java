/**
 * Audits links for as long as this daemon owns them, and follows their results into a database.
 *
 * <p>Invariants: only the owner of a link audits it; the brokers refuse what an earlier owner still
 * writes; an audit that cannot go on shows why and how far it is behind. Threads: a few for all
 * links, one look at a time; status from any thread. May import: {@code config}, {@code view},
 * {@code verify}, {@code replicator}, {@code validator}. Non-null by default.
 */
package io.strait.ops.audit;
