package io.strait.validator.keyed;

/**
 * What the keys say about records that stand on one side only. None of it is final: a record is
 * only explained where the other side's log has room for it. One thread.
 */
final class Marks {
  /** Source records that the target's cleaner would have removed by now. */
  final OffsetSet fromSource = new OffsetSet();

  /** Target records that the source's cleaner would have removed by now. */
  final OffsetSet fromTarget = new OffsetSet();

  /** Those of them of which the source still holds an identical record. */
  final OffsetSet twins = new OffsetSet();

  /** Latest values on the target, of keys of which the source holds nothing any more. */
  final OffsetSet orphans = new OffsetSet();

  /** Tombstones that are the latest of their key on the source, and the target has a value. */
  final OffsetSet lostTombstones = new OffsetSet();

  private long keys;

  void countKey() {
    keys++;
  }

  /** Different keys of both sides together. */
  long keys() {
    return keys;
  }

  boolean nothingToExplain() {
    return fromSource.isEmpty() && fromTarget.isEmpty() && orphans.isEmpty();
  }
}
