package io.strait.replicator.progress;

import java.util.Map;

/**
 * What the copy of a partition did besides passing batches on, since its owner started, and what
 * the gap ledger holds about it since the link began.
 *
 * @param gapOffsets source offsets without data that were taken up on the target
 * @param abortedRecords records fetched and dropped because their transaction was aborted
 * @param filteredRecords records that a filter or transform left out
 * @param deadLetters records or batches put aside in the link's dead-letter topic
 * @param rewrittenRecords records that went through the record path, by reason
 * @param missedTombstones keys deleted on the target because the source's tombstones for them were
 *     removed before they were copied
 * @param ledgerEntries ranges of the partition in the gap ledger
 * @param lostOffsets source offsets in those of them that are losses for good
 */
public record CopyCounts(
    long gapOffsets,
    long abortedRecords,
    long filteredRecords,
    long deadLetters,
    Map<String, Long> rewrittenRecords,
    long missedTombstones,
    int ledgerEntries,
    long lostOffsets) {
  /** Keeps a copy. */
  public CopyCounts {
    rewrittenRecords = Map.copyOf(rewrittenRecords);
  }

  /** Nothing yet. */
  public static CopyCounts none() {
    return new CopyCounts(0, 0, 0, 0, Map.of(), 0, 0, 0);
  }
}
