package io.strait.replicator.engine;

import java.util.OptionalLong;

/**
 * A batch of the link's data on its way.
 *
 * @param sequence of its first record
 * @param from source offset of its first record
 * @param count its records
 */
record Sent(int sequence, long from, int count) {
  /** Source offset of the record with this sequence, if it is in the batch. */
  OptionalLong sourceOf(int recordSequence) {
    int distance = Sequences.distance(sequence, recordSequence);
    return distance < count ? OptionalLong.of(from + distance) : OptionalLong.empty();
  }
}
