package io.strait.replicator.sync;

/** What becomes of a difference. */
public enum Handling {
  /** An apply closes it. */
  APPLY,
  /** The target was changed by somebody else since the last apply, and the policy leaves it. */
  DRIFT,
  /** Ready to be made, and held back until the target is promoted. */
  STAGED,
  /** Cannot be closed at the moment; a later pass may. The reason says what is in the way. */
  BLOCKED,
  /** Only a person can close it, for example because no cluster tells a password. */
  MANUAL,
  /** Never closed: the target must not, or cannot, have what the source has. */
  REFUSED
}
