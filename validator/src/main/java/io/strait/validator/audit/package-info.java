/**
 * The continuous audit of a link: source ranges are sealed as they replicate, each is read once on
 * both sides and compared by digest, what differs is suspected, judged again after a grace, and
 * then a finding or cleared. Beside it a view by event time: tumbling windows of what was sealed.
 *
 * <p>The logs of a partition are known again by their topics' ids, their ends and their last
 * records: what is cut off or made anew below what was proved is a finding and is proved anew.
 * Where only the order is claimed, records are sealed by their number from a pair on that was found
 * by content.
 *
 * <p>Invariants: every offset from where the audit of a partition began up to its position is in
 * exactly one of proved, explained, divergent, unverifiable or suspected; what was sealed and what
 * its windows hold is stored together or not at all. Threads: a {@link
 * io.strait.validator.audit.LinkAudit} works on one thread; its views may be asked for by any. May
 * import: the JDK, kafka-clients' public API, Jackson, {@code replicator.topology}, {@code
 * replicator.cluster}, {@code validator.check}, {@code .contract}, {@code .digest}, {@code .judge},
 * {@code .log}, {@code .raw}, {@code .records}. Non-null by default.
 */
package io.strait.validator.audit;
