package io.strait.replicator.wire;

import java.util.List;

/**
 * A fetch answer; its receiver owns one reference of the frame.
 *
 * @param frame the memory behind all records
 * @param bytes its size
 * @param partitions those with something new; in a session the others are left out
 */
public record Fetched(Frame frame, int bytes, List<FetchedPartition> partitions) {
  /** Keeps a copy. */
  public Fetched {
    partitions = List.copyOf(partitions);
  }
}
