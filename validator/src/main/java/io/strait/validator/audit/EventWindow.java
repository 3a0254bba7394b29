package io.strait.validator.audit;

/**
 * What is known about a window.
 *
 * @param key which
 * @param state whether more is expected
 * @param revision how often it was corrected after it was closed
 * @param tally what both sides have in it
 */
public record EventWindow(WindowKey key, State state, int revision, WindowTally tally)
    implements AuditEntry {
  /** Whether more is expected. */
  public enum State {
    /** The watermark has not passed its end and the allowed lateness yet; always so of buckets. */
    PRELIMINARY,
    /** It has; what still comes is late and makes a new revision. */
    CLOSED
  }

  @Override
  public String name() {
    return "window " + key.topic() + " " + key.kind() + " " + key.start() + " " + key.end();
  }
}
