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
  DELETE_HORIZON
}
