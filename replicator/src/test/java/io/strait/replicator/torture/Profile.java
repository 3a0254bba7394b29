package io.strait.replicator.torture;

import java.util.Map;

/** What a round of torture writes and which acts it adds to kills, freezes and leader moves. */
enum Profile {
  /** Plain records in every codec and batch size. */
  DENSE(Map.of()),
  /** DeleteRecords, retention over tiny segments and partition growth race the copy. */
  DELETING(
      Map.of("segment.bytes", "1048576", "retention.bytes", "6000000", "retention.ms", "600000")),
  /** Records years old: target brokers forget the link's producer id at every expiry check. */
  AGED(Map.of("retention.ms", "-1")),
  /** Interleaved transactions, committed and aborted, beside plain records. */
  TRANSACTIONS(Map.of("retention.ms", "-1")),
  /** Keys rewritten and deleted while the cleaner runs. */
  COMPACTED(
      Map.of(
          "cleanup.policy", "compact",
          "segment.bytes", "1048576",
          "segment.ms", "1000",
          "min.cleanable.dirty.ratio", "0.01",
          "max.compaction.lag.ms", "2000",
          "delete.retention.ms", "86400000")),
  /** Stale followers of the target become leaders: its log ends go back. */
  UNCLEAN_TARGET(Map.of("unclean.leader.election.enable", "true", "min.insync.replicas", "1")),
  /** The same on the source: it may lose what was copied. */
  UNCLEAN_SOURCE(Map.of("unclean.leader.election.enable", "true", "min.insync.replicas", "1"));

  private final Map<String, String> topicSettings;

  Profile(Map<String, String> topicSettings) {
    this.topicSettings = topicSettings;
  }

  /** Settings of the source topic; mirrors made for unclean elections get them too. */
  Map<String, String> topicSettings() {
    return topicSettings;
  }

  /** How many of the writers write in transactions. */
  int transactionalWriters() {
    return switch (this) {
      case TRANSACTIONS -> 3;
      case COMPACTED -> 1;
      case DENSE, DELETING, AGED, UNCLEAN_TARGET, UNCLEAN_SOURCE -> 0;
    };
  }

  boolean isUnclean() {
    return this == UNCLEAN_TARGET || this == UNCLEAN_SOURCE;
  }
}
