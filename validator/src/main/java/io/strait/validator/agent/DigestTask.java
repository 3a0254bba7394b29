package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.WindowGrid;
import org.apache.kafka.common.TopicPartition;

/**
 * What to digest of one partition.
 *
 * @param partition the partition, by its name on the side that is asked
 * @param range offsets of that side
 * @param grid windows over numbers; at most {@link #MOST_WINDOWS} of them
 * @param numbering how offsets become numbers
 * @param most records to read at most, 1 or more
 * @param seed secret of the scan, drawn by the coordinator
 */
public record DigestTask(
    TopicPartition partition,
    OffsetRange range,
    WindowGrid grid,
    Numbering numbering,
    long most,
    long seed) {
  /**
   * Bounds what a tree holds in memory to about 1.3 MiB, and what is lost when an agent dies in the
   * middle of one.
   */
  public static final int MOST_WINDOWS = 1 << 14;

  /** Refuses what would take more memory than a tree may. */
  public DigestTask {
    if (grid.shift() < 0 || grid.shift() > 40 || windows(grid) > MOST_WINDOWS + 1) {
      throw new IllegalArgumentException(
          "a grid over "
              + grid.range()
              + " in windows of 2^"
              + grid.shift()
              + " has too many of them; most are "
              + MOST_WINDOWS);
    }
    if (most < 1) {
      throw new IllegalArgumentException("most = " + most + ": must be 1 or more");
    }
  }

  private static long windows(WindowGrid grid) {
    OffsetRange range = grid.range();
    return range.isEmpty()
        ? 0
        : (range.to() - 1 >>> grid.shift()) - (range.from() >>> grid.shift()) + 1;
  }
}
