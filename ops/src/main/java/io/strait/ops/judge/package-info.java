/**
 * What {@code strait verify} judges besides records: groups, topics, ACLs, quotas, schemas. Turns a
 * link's configuration, and what the link wrote down when it applied something, into plain
 * declarations; the validator judges.
 *
 * <p>Invariants: nothing is written; what the link planned or decided is never asked, only what it
 * stored as applied; what cannot be read is reported as unread. Threads: {@link
 * io.strait.ops.judge.TwinJudge} belongs to one thread. May import: {@code config}, {@code daemon},
 * {@code twin} (identities only), {@code verify}, {@code migrator.plan}, {@code .run}, {@code
 * .journal}, {@code replicator.cluster}, {@code .topology}, {@code .registry}, {@code .sync} (its
 * policies and what was applied), {@code validator.check}, {@code .groups}, {@code .metadata}.
 * Non-null by default.
 */
package io.strait.ops.judge;
