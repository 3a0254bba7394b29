package io.strait.replicator.sync.topic;

/** What becomes of one configuration of a source topic. */
public sealed interface ConfigRule {
  /** What was set on the source topic is set on the mirror; what was not is not. */
  record Copy() implements ConfigRule {}

  /** What holds on the source, set or by default, is set on the mirror. */
  record Effective() implements ConfigRule {}

  /**
   * The mirror has a value of its own.
   *
   * @param value the value
   */
  record Fixed(String value) implements ConfigRule {}

  /** The mirror keeps what it has; where that means something else, the plan says so. */
  record Refuse() implements ConfigRule {}

  /** Whoever runs the target decides; the plan notes what the source would have had. */
  record Managed() implements ConfigRule {}

  /** Means something on its own cluster only; never compared. */
  record Local() implements ConfigRule {}
}
