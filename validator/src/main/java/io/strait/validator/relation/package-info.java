/**
 * What a copy may be declared to be besides equal: records left out, headers added, schema ids
 * rewritten, times stamped anew, offsets mapped; and the reviews that name what only the source's
 * transactions explain.
 *
 * <p>Invariants: a declaration is expressed here anew and shares no code with what copies; it hides
 * nothing but the field that it names; what it cannot tell (an id without a counterpart, a
 * transform that nobody else knows) comes out as UNVERIFIABLE, never as equal. Expectations are
 * immutable except what {@link io.strait.validator.contract.Expectation#open} returns, which is
 * confined to one thread. May import: the JDK, {@code replicator.topology}, {@code
 * validator.check}, {@code .digest}, {@code .log}, {@code .contract}, {@code .judge}. Non-null by
 * default.
 */
package io.strait.validator.relation;
