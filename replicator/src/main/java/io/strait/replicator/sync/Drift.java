package io.strait.replicator.sync;

/** What to do about what somebody else changed on the target since the last apply. */
public enum Drift {
  /** Show it and leave it: a {@link Handling#DRIFT} difference. */
  REPORT,
  /** Make it as the source has it. */
  OVERWRITE
}
