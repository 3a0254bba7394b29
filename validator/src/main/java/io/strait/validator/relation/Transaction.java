package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import java.util.List;

/**
 * A committed transaction of a source partition, as far as it stands near the record that it was
 * looked up by.
 *
 * @param producerId who wrote it
 * @param producerEpoch that producer's epoch
 * @param places the offsets of the batches that hold its records, in order; not empty
 */
public record Transaction(long producerId, short producerEpoch, List<OffsetRange> places) {
  /** Refuses one without a place; keeps a copy. */
  public Transaction {
    if (places.isEmpty()) {
      throw new IllegalArgumentException("a transaction of no batch");
    }
    places = List.copyOf(places);
  }

  /** Offset of its first place. */
  public long first() {
    return places.get(0).from();
  }

  /** Offset of its last place. */
  public long last() {
    return places.get(places.size() - 1).to() - 1;
  }

  /** Whether a record with this offset belongs to it. */
  public boolean holds(long offset) {
    return places.stream().anyMatch(one -> one.from() <= offset && offset < one.to());
  }
}
