/**
 * Scans: reads both sides of a link with consumers of its own, digests aligned windows, finds where
 * they part and reads the divergent stretches again, record by record.
 *
 * <p>Invariants: what was not read is never counted as passed; a log start that moves during the
 * scan narrows what is judged and is never named MISSING; bounds of the target are read before
 * those of the source, so a target seen ahead of its source is truly ahead; memory is bounded by
 * windows and samples, not by data.
 *
 * <p>Threads: {@link io.strait.validator.records.LinkScan} runs its own few worker threads and may
 * be cancelled from any thread; {@link io.strait.validator.records.LagProbe} is confined to one
 * thread. May import: the JDK, the public API of kafka-clients, slf4j, {@code replicator.topology},
 * {@code replicator.cluster}, and {@code validator.check}, {@code digest}, {@code align}. Shares no
 * code with what copies. Non-null by default.
 */
package io.strait.validator.records;
