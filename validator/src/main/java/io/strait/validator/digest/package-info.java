/**
 * Records, their keyed fingerprints, and digests of ranges: an additive multiset lane, and
 * order-sensitive lanes for content, headers, timestamps and offsets that concatenate in constant
 * time; over them a tree of checkpoints that leads to the first unequal window in logarithmic
 * steps.
 *
 * <p>Invariants: two digests compare only under the same seed; {@code digest(a) ++ digest(b) =
 * digest(a ++ b)}; absent and empty differ; fields are framed, so moving a byte from key to value
 * changes the fingerprint. Shares no code with what copies. Pure: no I/O, no threads. Builders are
 * confined to one thread, everything else is immutable. May import: the JDK, {@code
 * replicator.topology}, {@code validator.check}. Every reference is non-null unless documented (a
 * record's key, value and header value may be absent, which is null as in kafka-clients).
 */
package io.strait.validator.digest;
