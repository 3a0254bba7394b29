package io.strait.sandbox.proxy;

/** What happens to new connections; open ones are not concerned. */
public enum Admission {
  /** They reach the broker. */
  ACCEPT,
  /** They are accepted and nothing more: never read, never answered, until reset. */
  HALF_OPEN,
  /** They are accepted and reset at once. */
  RESET
}
