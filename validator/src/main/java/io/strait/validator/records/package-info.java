/**
 * Scans: reads both sides of a link in one pass with readers of its own, pairs their records in
 * turn, and keeps a digest of what it proved, from which a later scan goes on.
 *
 * <p>Invariants: what was not read is never counted as passed; a log start that moves during the
 * scan narrows what is judged and is never named MISSING; bounds of the target are read before
 * those of the source, so a target seen ahead of its source is truly ahead; memory is bounded by
 * look-ahead and samples, not by data.
 *
 * <p>Threads: {@link io.strait.validator.records.LinkScan} runs its own few worker threads and may
 * be cancelled from any thread; {@link io.strait.validator.records.LagProbe} is confined to one
 * thread. May import: the JDK, the public API of kafka-clients, slf4j, {@code replicator.topology},
 * {@code replicator.cluster}, and the validator's packages but {@code report} and what builds on
 * it. Shares no code with what copies. Non-null by default.
 */
package io.strait.validator.records;
