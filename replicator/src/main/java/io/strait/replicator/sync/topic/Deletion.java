package io.strait.replicator.sync.topic;

/** What becomes of a mirror whose source topic is gone. */
public enum Deletion {
  /** It stays, and the plan names it. */
  NEVER,
  /** It stays; since when the source lacks it is kept, and the plan tells. */
  MARK,
  /** It is deleted once the source has lacked it for the grace, or an operator confirms. */
  DELETE
}
