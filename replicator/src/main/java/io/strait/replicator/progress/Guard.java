package io.strait.replicator.progress;

/** Whether the target broker's own sequence check protects the next append. */
public enum Guard {
  /**
   * The target remembers the link's last sequence: a duplicate or a gap is refused by the broker.
   */
  ARMED,
  /**
   * The newest record of the link's last batch is older than the target's {@code
   * producer.id.expiration.ms}, be it that the data is old or that the link was idle for so long:
   * the broker may forget the link's sequence at any moment; lease, log-end check and base-offset
   * check hold alone.
   */
  AGED,
  /** Nothing has been read back from the target yet. */
  UNKNOWN
}
