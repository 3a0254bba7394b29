package io.strait.replicator.engine;

/** Changes that a link makes to records on the way. */
public record RecordRules() {
  /** Records stay as they are. */
  public static RecordRules none() {
    return new RecordRules();
  }
}
