package io.strait.validator.records;

import io.strait.validator.judge.ScanProgress;
import io.strait.validator.log.ReadMeter;
import java.util.function.Consumer;

/** Adds up what the workers do and passes it on, one call at a time. Safe for several threads. */
final class ScanMeter implements ReadMeter {
  private final Consumer<ScanProgress> listener;
  private int partitions;
  private int done;
  private long records;
  private long bytes;
  private long passed;
  private long offsets;

  ScanMeter(Consumer<ScanProgress> listener) {
    this.listener = listener;
  }

  /** More is to be judged. */
  synchronized void expect(int morePartitions, long moreOffsets) {
    partitions += morePartitions;
    offsets += moreOffsets;
  }

  @Override
  public synchronized void read(long moreRecords, long moreBytes) {
    records += moreRecords;
    bytes += moreBytes;
    tell();
  }

  /** So many source offsets lie behind the reader. */
  synchronized void passed(long moreOffsets) {
    passed += moreOffsets;
    offsets = Math.max(offsets, passed);
  }

  /** A partition is judged; what it was expected to hold beyond what was passed is done, too. */
  synchronized void partitionDone(long notPassed) {
    done++;
    passed(Math.max(0, notPassed));
    tell();
  }

  private void tell() {
    listener.accept(new ScanProgress(done, partitions, records, bytes, passed, offsets));
  }
}
