package io.strait.ops.bench;

/** A kind of run. */
public enum Cell {
  /** A topic that is full already. */
  CATCH_UP("catch-up"),
  /** The delay that a mirror adds to a live load. */
  LATENCY("latency"),
  /** Catching up over 80 ms, far source and far target. */
  WAN("wan"),
  /** Catching up with TLS on both sides. */
  TLS("tls"),
  /** First record after a start, and a topic that is created later. */
  START("start"),
  /** Where consumer groups stand after a move. */
  GROUPS("groups"),
  /** Two thousand partitions with nothing to do. */
  MANY("many");

  private final String label;

  Cell(String label) {
    this.label = label;
  }

  /** In options and in the report. */
  public String label() {
    return label;
  }
}
