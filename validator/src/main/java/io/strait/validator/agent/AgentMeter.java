package io.strait.validator.agent;

import io.strait.validator.judge.ScanProgress;
import java.util.function.Consumer;

/**
 * Adds up how far the workers are and passes it on, one call at a time. What partitions hold is
 * learned when they are judged, to ask little; until then each counts as the average of those that
 * are known. Safe for use by several threads.
 */
final class AgentMeter {
  private static final int PORTION = 512;

  private final Consumer<ScanProgress> listener;
  private int partitions;
  private int begun;
  private int done;
  private long records;
  private long bytes;
  private long passed;
  private long known;

  AgentMeter(Consumer<ScanProgress> listener) {
    this.listener = listener;
  }

  /** More is to be judged. */
  synchronized void expect(int morePartitions) {
    partitions += morePartitions;
  }

  /** One partition is judged from now on. */
  Track partition() {
    return new Track();
  }

  /** One partition while it is judged; its sides may be read at the same time. */
  final class Track {
    private long extent;
    private long behind;

    /** So many source offsets are judged; a second call replaces the first. */
    void holds(long offsets) {
      synchronized (AgentMeter.this) {
        begun += extent == 0 && offsets > 0 ? 1 : 0;
        known += offsets - extent;
        extent = offsets;
      }
    }

    /** A listener for one reading of one side; that of the source says how far the partition is. */
    Counting reading(boolean isSource) {
      return new Counting(isSource);
    }

    /** Adds up one reading, some records at a time. One thread. */
    final class Counting implements Reading {
      private final boolean isSource;
      private long recordsBefore;
      private long bytesBefore;

      private Counting(boolean isSource) {
        this.isSource = isSource;
      }

      @Override
      public void at(long recordsNow, long bytesNow) {
        if (recordsNow - recordsBefore >= PORTION) {
          end(recordsNow, bytesNow);
        }
      }

      /** It is at its end, or so far that all of it counts. */
      void end(long recordsNow, long bytesNow) {
        long more = Math.max(0, recordsNow - recordsBefore);
        long moreBytes = Math.max(0, bytesNow - bytesBefore);
        recordsBefore = Math.max(recordsBefore, recordsNow);
        bytesBefore = Math.max(bytesBefore, bytesNow);
        read(more, moreBytes, isSource);
      }
    }

    private void read(long moreRecords, long moreBytes, boolean isSource) {
      synchronized (AgentMeter.this) {
        records += moreRecords;
        bytes += moreBytes;
        long more = isSource ? Math.min(moreRecords, Math.max(0, extent - behind)) : 0;
        behind += more;
        passed += more;
        tell();
      }
    }

    /** It is judged: what it holds lies behind the reader, markers and gaps included. */
    void done() {
      synchronized (AgentMeter.this) {
        done++;
        begun += extent == 0 ? 1 : 0;
        passed += Math.max(0, extent - behind);
        behind = extent;
        tell();
      }
    }
  }

  private void tell() {
    long guessed = begun == 0 ? 0 : known / begun * Math.max(0, partitions - begun);
    long total = Math.max(passed, known + guessed);
    listener.accept(new ScanProgress(done, partitions, records, bytes, passed, total));
  }
}
