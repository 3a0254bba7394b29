/**
 * Turns a link's configuration and its notes on the target into what each topic's copy is declared
 * to be. Everything that judges a link (verify, the cutover's prover, audit, agents) asks here.
 *
 * <p>Invariants: what the link says about itself is a claim that the validator checks; what cannot
 * be found out (a registry that does not answer, a transform) becomes a reason not to judge, never
 * equality. Nothing is written anywhere. Threads: {@link io.strait.ops.verify.Contracts} is
 * immutable, everything else is used by the thread that makes it. May import: {@code config}, the
 * link's notes of {@code replicator.engine}, {@code replicator.offsets}, {@code .registry}, {@code
 * .sync}, {@code .cluster}, {@code .topology}, {@code validator.check}, {@code .contract}, {@code
 * .relation}. Non-null by default.
 */
package io.strait.ops.verify;
