package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Stretch;
import java.util.List;

/**
 * What a run says about one partition.
 *
 * @param asked the source offsets that were to be judged
 * @param report what the scan found
 * @param stretches what is known about every offset of {@code asked}, in order
 */
public record Standing(OffsetRange asked, PartitionReport report, List<Stretch> stretches) {
  /** Copies the list. */
  public Standing {
    stretches = List.copyOf(stretches);
  }
}
