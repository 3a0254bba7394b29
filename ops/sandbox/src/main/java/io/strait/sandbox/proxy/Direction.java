package io.strait.sandbox.proxy;

/** Which way bytes go through a proxy. */
public enum Direction {
  /** From clients: requests. */
  TO_BROKER,
  /** From the broker: responses. */
  TO_CLIENT
}
