package io.strait.replicator.progress;

import java.util.Map;

/**
 * What the copy of a partition did besides passing batches on, since its owner started.
 *
 * @param gapOffsets source offsets without data that were taken up on the target
 * @param abortedRecords records fetched and dropped because their transaction was aborted
 * @param filteredRecords records that a filter or transform left out
 * @param deadLetters records or batches put aside in the link's dead-letter topic
 * @param rewrittenRecords records that went through the record path, by reason
 */
public record CopyCounts(
    long gapOffsets,
    long abortedRecords,
    long filteredRecords,
    long deadLetters,
    Map<String, Long> rewrittenRecords) {
  /** Keeps a copy. */
  public CopyCounts {
    rewrittenRecords = Map.copyOf(rewrittenRecords);
  }

  /** Nothing yet. */
  public static CopyCounts none() {
    return new CopyCounts(0, 0, 0, 0, Map.of());
  }
}
