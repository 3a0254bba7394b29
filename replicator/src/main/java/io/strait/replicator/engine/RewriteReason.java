package io.strait.replicator.engine;

/** Why a batch went through the record path instead of passing as it is. */
enum RewriteReason {
  /** The copy begins inside the batch. */
  BEGINS_INSIDE,
  /** The source broker stamped its time; a target that did the same would put its own. */
  LOG_APPEND_TIME,
  /** Compaction removed records from its middle. */
  HOLES,
  /** The source's cleaner left a mark in it. */
  DELETE_HORIZON,
  /** It is in a message format that brokers no longer take. */
  OLD_FORMAT,
  /** Its topic has filters or transforms. */
  EDITED,
  /** Its schema ids become others. */
  SCHEMA_ID,
  /** The target, or the link's settings, demand another codec. */
  CODEC,
  /** It is larger than the target takes. */
  OVERSIZE,
  /** It was so small that it is cheaper to send several as one. */
  MERGED,
  /** The target refused it, and which of its records it meant is to be found out. */
  REFUSED
}
