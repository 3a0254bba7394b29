package io.strait.ops.config;

/** What a holder of a token may do at the daemon's HTTP door. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Reads and changes running links. */
  OPERATOR,
  /** Asks for digests and single records of topics; nothing else. */
  AGENT;

  /** Whether a holder of this role may do what that role is for. */
  public boolean may(Role needed) {
    return this == needed || this == OPERATOR && needed == VIEWER;
  }
}
