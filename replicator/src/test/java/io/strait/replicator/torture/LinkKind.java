package io.strait.replicator.torture;

import io.strait.replicator.engine.CopyPolicy;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.OffsetRule;
import io.strait.replicator.engine.TransactionRule;
import java.time.Duration;

/** How a link under torture copies; what it must show follows from that. */
enum LinkKind {
  /** As links are by default: committed data, equal offsets. */
  COMMITTED,
  /** The source's transactions are carried out again. */
  FAITHFUL,
  /** Offsets are mapped from the first gap on; nothing is ever filled. */
  MAPPED,
  /** Committed, by several engines that share the partitions through slots. */
  SHARES;

  /** Half of the shortest lease that brokers allow by default: more changes of owner in a round. */
  private static final Duration LEASE = Duration.ofSeconds(3);

  /** Options of an engine; an owner's silence is noticed quickly. */
  EngineOptions options(boolean lease) {
    EngineOptions usual = EngineOptions.defaults().withLeaseSession(LEASE).withPolicy(policy());
    return lease ? usual : usual.withoutLease();
  }

  private CopyPolicy policy() {
    CopyPolicy usual = CopyPolicy.defaults();
    return new CopyPolicy(
        this == MAPPED ? OffsetRule.MAPPED : usual.offsets(),
        usual.fillerRecords(),
        this == FAITHFUL ? TransactionRule.FAITHFUL : usual.transactions(),
        usual.reactions(),
        usual.deadLetters(),
        usual.records());
  }
}
