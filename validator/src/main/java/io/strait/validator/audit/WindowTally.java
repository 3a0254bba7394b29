package io.strait.validator.audit;

/**
 * What both sides have in one window.
 *
 * @param source records of the source that are expected on the target
 * @param target records of the target, by the time of the source records that they stand for
 */
public record WindowTally(SideTally source, SideTally target) {
  /** Nothing on either side. */
  public static final WindowTally NONE = new WindowTally(SideTally.NONE, SideTally.NONE);

  /** One more record of the source. */
  public WindowTally withSource(long hash) {
    return new WindowTally(source.plus(new SideTally(1, hash)), target);
  }

  /** One more record of the target. */
  public WindowTally withTarget(long hash) {
    return new WindowTally(source, target.plus(new SideTally(1, hash)));
  }

  /** Both together. */
  public WindowTally plus(WindowTally other) {
    return new WindowTally(source.plus(other.source), target.plus(other.target));
  }

  /** These without those. */
  public WindowTally minus(WindowTally other) {
    return new WindowTally(source.minus(other.source), target.minus(other.target));
  }

  /** Whether both sides hold the same records. */
  public boolean isEqual() {
    return source.equals(target);
  }
}
