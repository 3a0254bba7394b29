package io.strait.ops.cli;

import io.strait.validator.judge.ScanProgress;
import io.strait.validator.session.ProgressMeter;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Prints how far a run is: on a terminal one line that is written over, elsewhere a line every five
 * seconds. Safe for use by several threads.
 */
final class VerifyProgress {
  private static final long SECOND = 1_000_000_000L;

  private final PrintWriter err;
  private final boolean isTerminal;
  private final LongSupplier nanos;
  private final ProgressMeter meter;
  private long printedAt;
  private boolean isOpen;

  VerifyProgress(PrintWriter err, boolean isTerminal, LongSupplier nanos) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.nanos = nanos;
    this.meter = new ProgressMeter(nanos);
    this.printedAt = nanos.getAsLong();
  }

  /** Takes what the scan says. */
  synchronized void take(ScanProgress progress) {
    meter.take(progress);
    long now = nanos.getAsLong();
    if (now - printedAt >= (isTerminal ? SECOND / 2 : 5 * SECOND)) {
      printedAt = now;
      print(meter.line());
    }
  }

  /** Ends the line that is written over. */
  synchronized void end() {
    if (isOpen) {
      err.println();
      isOpen = false;
    }
  }

  private void print(String line) {
    if (isTerminal) {
      err.print("\r" + line + "\u001b[K");
      err.flush();
      isOpen = true;
    } else {
      err.println(line);
    }
  }
}
