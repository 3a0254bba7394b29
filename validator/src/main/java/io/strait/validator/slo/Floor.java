package io.strait.validator.slo;

/**
 * Below how many events a share says nothing: one bad event of three is no outage.
 *
 * @param events in the long window; with fewer, {@code errors} decides
 * @param errors bad events in the long window from which on few events count all the same
 */
public record Floor(long events, long errors) {
  /** A hundred events, or ten bad ones. */
  public static final Floor USUAL = new Floor(100, 10);

  /** Refuses 0: nothing at all is never an alarm. */
  public Floor {
    if (events < 1 || errors < 1) {
      throw new IllegalArgumentException(
          "floor of " + events + " events and " + errors + " errors: both must be 1 or more");
    }
  }

  /** Whether the counts are enough to act on. */
  public boolean reached(Counts counts) {
    return counts.total() >= events || counts.bad() >= errors;
  }
}
