/**
 * {@code strait.yaml}: read strictly, reported all at once, turned into records that cannot be
 * wrong.
 *
 * <p>Invariants: an unknown key, a bad value or a missing secret is an error that names the key,
 * the line, the value, the rule and what to do; a secret never appears in a message, a log or a
 * {@code toString}; whoever holds a {@link io.strait.ops.config.StraitConfig} holds one whose
 * cross-references resolve. Threads: everything here is immutable or used by one thread. May
 * import: {@code replicator.topology}, {@code replicator.cluster}, {@code migrator.plan}, Jackson's
 * YAML parser, the public configuration classes of kafka-clients. Non-null by default.
 */
package io.strait.ops.config;
