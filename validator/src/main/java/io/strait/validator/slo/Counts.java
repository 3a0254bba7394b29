package io.strait.validator.slo;

/**
 * Events of one kind over some time.
 *
 * @param good as promised, 0 or more
 * @param bad not as promised, 0 or more
 */
public record Counts(long good, long bad) {
  /** Nothing was measured. */
  public static final Counts NONE = new Counts(0, 0);

  /** Both together; what is not in here is unknown. */
  public long total() {
    return good + bad;
  }

  /** Adds. */
  public Counts plus(Counts other) {
    return new Counts(good + other.good, bad + other.bad);
  }

  /** Share of bad events, 0 to 1; 0 when there are none at all, so ask {@link #total} first. */
  public double badShare() {
    return total() == 0 ? 0 : (double) bad / total();
  }
}
