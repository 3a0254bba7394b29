package io.strait.replicator.torture;

import java.util.Map;

/** What one topic of a round is written with and which acts it adds to kills and leader moves. */
enum Profile {
  /** Plain records in every codec and batch size. */
  DENSE(LinkKind.COMMITTED, 0),
  /** DeleteRecords, retention over tiny segments and partition growth race the copy. */
  DELETING(LinkKind.COMMITTED, 0),
  /** Records years old: target brokers forget the link's producer id at every expiry check. */
  AGED(LinkKind.COMMITTED, 0),
  /** Interleaved transactions, committed and aborted, beside plain records. */
  TRANSACTIONS(LinkKind.COMMITTED, 3),
  /** Keys rewritten and deleted while the cleaner runs. */
  COMPACTED(LinkKind.COMMITTED, 1),
  /** Some records are larger than the mirror takes, and become dead letters. */
  POISONED(LinkKind.COMMITTED, 1),
  /** Stale followers of the target become leaders: its log ends go back. */
  UNCLEAN_TARGET(LinkKind.COMMITTED, 0),
  /** The same on the source: it may lose what was copied, and the link must stop. */
  UNCLEAN_SOURCE(LinkKind.COMMITTED, 0),
  /** Interleaved transactions that stay open for long, carried out again on the target. */
  FAITHFUL(LinkKind.FAITHFUL, 3),
  /** The same while keys are rewritten and the cleaner runs. */
  FAITHFUL_COMPACTED(LinkKind.FAITHFUL, 2),
  /** Interleaved transactions to a target where gaps are not filled. */
  MAPPED(LinkKind.MAPPED, 2),
  /** Plain records and transactions; partitions wander between engines. */
  SHARES(LinkKind.SHARES, 1);

  private final LinkKind kind;
  private final int transactionalWriters;

  Profile(LinkKind kind, int transactionalWriters) {
    this.kind = kind;
    this.transactionalWriters = transactionalWriters;
  }

  /** The kind of link that copies it. */
  LinkKind kind() {
    return kind;
  }

  /** How many of the writers write in transactions, if there are so many. */
  int transactionalWriters() {
    return transactionalWriters;
  }

  /** Settings of the source topic. */
  Map<String, String> sourceSettings() {
    return switch (this) {
      case DELETING ->
          Map.of(
              "segment.bytes", "1048576", "retention.bytes", "6000000", "retention.ms", "600000");
      case COMPACTED, FAITHFUL_COMPACTED ->
          Map.of(
              "cleanup.policy", "compact",
              "segment.bytes", "1048576",
              "segment.ms", "1000",
              "min.cleanable.dirty.ratio", "0.01",
              "max.compaction.lag.ms", "2000",
              "delete.retention.ms", "86400000");
      case UNCLEAN_SOURCE -> UNCLEAN_ELECTIONS;
      case DENSE, AGED, TRANSACTIONS, POISONED, UNCLEAN_TARGET, FAITHFUL, MAPPED, SHARES ->
          Map.of("retention.ms", "-1");
    };
  }

  /** Settings of a mirror that is made before the link starts, or nothing. */
  Map<String, String> mirrorSettings() {
    return switch (this) {
      case UNCLEAN_TARGET -> UNCLEAN_ELECTIONS;
      case POISONED -> Map.of("max.message.bytes", "30000");
      case DENSE,
          DELETING,
          AGED,
          TRANSACTIONS,
          COMPACTED,
          UNCLEAN_SOURCE,
          FAITHFUL,
          FAITHFUL_COMPACTED,
          MAPPED,
          SHARES ->
          Map.of();
    };
  }

  /** Without a lease nothing but the target's sequence check keeps several engines apart. */
  boolean needsLease() {
    return this != DENSE && this != UNCLEAN_TARGET && this != UNCLEAN_SOURCE;
  }

  /** Whether older records of a key may be gone on either side. */
  boolean isCompacted() {
    return this == COMPACTED || this == FAITHFUL_COMPACTED;
  }

  /** Whether the link may find gaps that belong in its ledger. */
  boolean mayHaveGaps() {
    return this == DELETING || this == UNCLEAN_SOURCE || this == POISONED;
  }

  private static final Map<String, String> UNCLEAN_ELECTIONS =
      Map.of("unclean.leader.election.enable", "true", "min.insync.replicas", "1");
}
