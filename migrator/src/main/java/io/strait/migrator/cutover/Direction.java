package io.strait.migrator.cutover;

/** Which way authority moves in a switch. */
public enum Direction {
  /** From the wave's source to its target: the cutover. */
  FORWARD,
  /** From the wave's target back to its source: the rollback. */
  BACK;

  /** The other way. */
  public Direction opposite() {
    return this == FORWARD ? BACK : FORWARD;
  }
}
