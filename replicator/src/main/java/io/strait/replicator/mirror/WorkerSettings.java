package io.strait.replicator.mirror;

/**
 * How a process takes part in a Connect group.
 *
 * @param slots tasks of each link; the same in all processes of the group, since a change restarts
 *     the tasks
 * @param host where the worker's REST listens, and what other workers are told; loopback is enough
 *     while all workers are on one machine
 * @param port of the REST, or 0 for any
 */
public record WorkerSettings(int slots, String host, int port) {
  /** Refuses a group without tasks. */
  public WorkerSettings {
    if (slots < 1) {
      throw new IllegalArgumentException("slots is " + slots + ": must be at least 1");
    }
  }
}
