package io.strait.validator.log;

/** How fast logs may be read. Safe for use by several threads. */
@FunctionalInterface
public interface Pace {
  /** As fast as it goes. */
  Pace FREE = bytes -> {};

  /**
   * Called after these bytes came from a cluster and before more are asked for; blocks until they
   * are paid for. Returns early, with the interrupt flag set, when the thread is interrupted.
   *
   * @param bytes as they came over the network, compressed; above 0
   */
  void took(long bytes);
}
