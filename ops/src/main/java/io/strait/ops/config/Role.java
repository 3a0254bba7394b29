package io.strait.ops.config;

/** What a holder of a token may do at the daemon's HTTP door. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Reads and changes running links. */
  OPERATOR
}
