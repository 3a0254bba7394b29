/**
 * SCRAM users: which the target lacks, and those whose secret is known are made.
 *
 * <p>Invariants: no cluster tells a password, so a user is only made or changed where a secret
 * source holds it; secrets never appear in a plan, a log, an error or a {@code toString}; users are
 * never deleted unless Strait made them. Threads: one at a time per object. May import: the public
 * API of kafka-clients, {@code cluster}, {@code topology}, {@code sync}, {@code sync.select}.
 * Non-null by default.
 */
package io.strait.replicator.sync.user;
