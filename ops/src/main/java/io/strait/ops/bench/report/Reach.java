package io.strait.ops.bench.report;

/** How a bound, or all of them, came out. */
public enum Reach {
  /** Held. */
  REACHED,
  /** Measured, and not held. */
  MISSED,
  /** Nothing was measured that could tell: neither held nor missed. */
  NO_DATA
}
