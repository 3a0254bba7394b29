package io.strait.validator.records;

import io.strait.validator.judge.ScanProgress;
import java.util.function.Consumer;

/** Adds up what the workers do and passes it on, one call at a time. Safe for several threads. */
final class ScanMeter {
  private final int partitions;
  private final Consumer<ScanProgress> listener;
  private int done;
  private long records;

  ScanMeter(int partitions, Consumer<ScanProgress> listener) {
    this.partitions = partitions;
    this.listener = listener;
  }

  synchronized void records(long count) {
    records += count;
    listener.accept(new ScanProgress(done, partitions, records));
  }

  synchronized void partitionDone() {
    done++;
    listener.accept(new ScanProgress(done, partitions, records));
  }
}
