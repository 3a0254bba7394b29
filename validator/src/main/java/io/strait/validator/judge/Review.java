package io.strait.validator.judge;

import io.strait.validator.check.PartitionReport;

/**
 * A second look at what a judge found, while both logs are at hand: gives findings a closer name,
 * or explains them by a benign cause that it has proved. Asked only when there are findings. Called
 * from worker threads.
 */
@FunctionalInterface
public interface Review {
  /** The report, or a better one about the same partition. */
  PartitionReport review(Case partition, PartitionReport report);
}
