/**
 * Service level objectives of a link: what is promised, what was counted, how fast the error budget
 * burns, and what is done about it.
 *
 * <p>Invariants: everything is a pure function of counts and a moment, or a record; what was not
 * measured is unknown and never good; burn rates are those of the generated Prometheus rules (bad
 * events per event, divided by the share of bad events that the objective allows). Whoever measures
 * hands its counts to an {@link io.strait.validator.slo.SliSink}. Threads: records are immutable,
 * the rest says so itself. May import: the JDK, {@code replicator.topology}, {@code audit}, {@code
 * check}, kafka-clients' nouns. Non-null by default.
 */
package io.strait.validator.slo;
