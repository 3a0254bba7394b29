/**
 * FAKES: stand-ins for what cannot be had as a real process. {@link
 * io.strait.sandbox.fake.FakeRegistry} imitates what only Confluent's Schema Registry does
 * (enforced modes, explicit ids, contexts); what it shows is no evidence about the real one.
 *
 * <p>Invariants: everything binds 127.0.0.1 and nothing else; nothing is kept beyond {@code close}.
 * Threads: may be used from several threads; requests take turns. May import: the JDK and Jackson.
 * Non-null by default.
 */
package io.strait.sandbox.fake;
