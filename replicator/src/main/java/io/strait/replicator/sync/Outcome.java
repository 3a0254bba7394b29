package io.strait.replicator.sync;

/**
 * What came of applying one difference.
 *
 * @param difference as planned
 * @param done whether the target took it
 * @param message empty if done; otherwise what is wrong and what to do next
 */
public record Outcome(Difference difference, boolean done, String message) {
  /** The target took it. */
  public static Outcome done(Difference difference) {
    return new Outcome(difference, true, "");
  }

  /** The target did not take it, or nobody knows; the next comparison tells. */
  public static Outcome failed(Difference difference, String message) {
    return new Outcome(difference, false, message);
  }
}
