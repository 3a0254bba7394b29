package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;

/** What is to be done about a partition now. */
sealed interface SealDecision {
  /** Nothing: all that arrived is sealed. */
  record Rest() implements SealDecision {}

  /** Nothing was sealed yet: the audit begins here. */
  record Begin(long from, long targetFrom) implements SealDecision {}

  /** These offsets are on both sides, and are to be read. */
  record Seal(OffsetRange range, OffsetRange onTarget) implements SealDecision {}

  /** These offsets went before they were judged. */
  record Lost(OffsetRange range, long targetTo, String why) implements SealDecision {}

  /** The target has more than the source ever had. */
  record Ahead(long sourceEnd, long targetEnd) implements SealDecision {}
}
