package io.strait.validator.records;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lag and delay of all partitions at one moment.
 *
 * @param at when it was measured
 * @param partitions by topic and partition
 */
public record LagReport(Instant at, List<PartitionLag> partitions) {
  /** Copies the list. */
  public LagReport {
    partitions = List.copyOf(partitions);
  }

  /** Source offsets not on the target, over all partitions. */
  public long lag() {
    return partitions.stream().mapToLong(PartitionLag::lag).sum();
  }

  /** The greatest delay; empty when that of some partition is not known. */
  public Optional<Duration> delay() {
    Duration greatest = Duration.ZERO;
    for (PartitionLag partition : partitions) {
      if (partition.delay().isEmpty()) {
        return Optional.empty();
      }
      Duration delay = partition.delay().get();
      greatest = delay.compareTo(greatest) > 0 ? delay : greatest;
    }
    return Optional.of(greatest);
  }
}
