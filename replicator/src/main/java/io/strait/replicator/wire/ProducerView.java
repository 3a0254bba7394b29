package io.strait.replicator.wire;

import java.util.List;

/**
 * The idempotent producers that a partition's leader remembers.
 *
 * @param outcome whether the broker said it
 * @param states one per producer id; in no particular order
 */
public record ProducerView(Outcome outcome, List<State> states) {
  /** Keeps a copy. */
  public ProducerView {
    states = List.copyOf(states);
  }

  /**
   * One remembered producer.
   *
   * @param producerId its id
   * @param epoch its epoch
   * @param lastSequence sequence of its last record
   * @param lastTimestamp the <em>record</em> timestamp of its last batch, in milliseconds
   */
  public record State(long producerId, int epoch, int lastSequence, long lastTimestamp) {}
}
