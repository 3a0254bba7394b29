package io.strait.replicator.share;

import io.strait.replicator.progress.PartitionProgress;
import java.util.List;
import java.util.Optional;

/**
 * What the owner of a slot says about it.
 *
 * @param slot the slot
 * @param worker the process that owns it, for operators
 * @param settled version of the newest plan outside of which it writes nothing any more; -1 before
 *     the first
 * @param everyMillis how often it reports if nothing changes
 * @param partitions what it copies
 * @param problem why the slot as a whole does not run, or empty
 */
record SlotReport(
    int slot,
    String worker,
    long settled,
    long everyMillis,
    List<PartitionProgress> partitions,
    Optional<String> problem) {
  SlotReport {
    partitions = List.copyOf(partitions);
  }
}
