package io.strait.validator.keyed;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogView;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;

/**
 * Keys that were written again behind the moment up to which a log is compared: a cleaner that ran
 * while it was read may have removed what they superseded, and left nothing of them below. One
 * thread.
 */
final class LaterKeys {
  private static final int MOST = 1 << 18;

  private final Set<Long> keys;

  private LaterKeys(Set<Long> keys) {
    this.keys = keys;
  }

  /**
   * Reads what was appended since; called once the log itself was read, so that whatever was
   * missing in it has its reason here.
   *
   * @throws LogMoved if that is too much to hold
   */
  static LaterKeys of(LogView log, long from, Function<LogRecord, Print> printer) {
    Set<Long> keys = new HashSet<>();
    long to = log.bounds().stableEnd();
    Iterator<LogRecord> read = log.read(new OffsetRange(from, Math.max(from, to)));
    while (read.hasNext()) {
      keys.add(printer.apply(read.next()).low());
      if (keys.size() > MOST) {
        throw new LogMoved("the log grew by more than " + MOST + " keys while it was read");
      }
    }
    return new LaterKeys(keys);
  }

  /** Whether the key was written again; {@code low} is the half of its digest. */
  boolean has(long low) {
    return keys.contains(low);
  }
}
