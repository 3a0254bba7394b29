/**
 * What operators decide about a running link: how fast it may go and which of its topics rest.
 *
 * <p>Invariants: what is refused is refused with the value, the rule and what to do. Threads:
 * everything is immutable or a pure function unless its own page says otherwise. May import: {@code
 * replicator.topology}, {@code replicator.cluster}, {@code replicator.engine}, Jackson. Non-null by
 * default.
 */
package io.strait.ops.flow;
