package io.strait.validator.groups;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * One side's log of a partition, its records brought to the form in which both sides are compared.
 * Confined to one thread; its bounds are those of the moment it was made.
 */
final class LogSide {
  /** Offsets that one search for records before a position may look at. */
  private static final long WIDEST = 1 << 20;

  /** Records that one read may pass over because nothing of them is expected on the target. */
  private static final int MOST_PASSED = 100_000;

  private static final int KEY_BYTES = 16;

  private final LogView log;
  private final LogBounds bounds;
  private final Function<LogRecord, Optional<LogRecord>> form;
  private final Fingerprinter prints;
  private final LongFunction<OptionalLong> times;

  /**
   * Reads the bounds.
   *
   * @param form a record as it is compared; empty for one that is not expected on the target
   * @param times the first offset with at least this timestamp, as far as the log's index tells
   */
  LogSide(
      LogView log,
      Function<LogRecord, Optional<LogRecord>> form,
      Fingerprinter prints,
      LongFunction<OptionalLong> times) {
    this.log = log;
    this.bounds = log.bounds();
    this.form = form;
    this.prints = prints;
    this.times = times;
  }

  long start() {
    return bounds.start();
  }

  long end() {
    return bounds.stableEnd();
  }

  /** One past the last record, open transactions included. */
  long highest() {
    return bounds.end();
  }

  OptionalLong atTime(long timestamp) {
    return times.apply(timestamp);
  }

  /** The first records at or after an offset, at most so many. */
  List<Fingerprint> forward(long from, int most) {
    return read(Math.max(from, start()), end(), most);
  }

  /** The last records before an offset, at most so many, in log order. */
  List<Fingerprint> backward(long before, int most) {
    long to = Math.min(before, end());
    List<Fingerprint> found = List.of();
    for (long width = most; to > start() && found.size() < most; width *= 16) {
      long from = Math.max(start(), to - width);
      found = read(from, to, Integer.MAX_VALUE);
      if (from == start() || width > WIDEST) {
        break;
      }
    }
    return found.subList(Math.max(0, found.size() - most), found.size());
  }

  /** How many records there are from one offset to before another, at most so many. */
  long count(long from, long to, int most) {
    return read(Math.max(from, start()), Math.min(to, end()), most).size();
  }

  /** The first record at or after an offset, in words: offset, time, key. */
  String describe(long from) {
    long at = Math.max(from, start());
    Iterator<LogRecord> records =
        at < end() ? log.read(new OffsetRange(at, end())) : List.<LogRecord>of().iterator();
    if (!records.hasNext()) {
      return "the end at " + end();
    }
    LogRecord record = records.next();
    return "offset " + record.offset() + " (time " + record.timestamp() + ", " + key(record) + ")";
  }

  private static String key(LogRecord record) {
    byte[] key = record.key();
    if (key == null) {
      return "no key";
    }
    String text = new String(key, StandardCharsets.UTF_8);
    boolean plain = text.chars().allMatch(c -> c > 32 && c < 127) && key.length <= 2 * KEY_BYTES;
    if (plain && key.length > 0) {
      return "key '" + text + "'";
    }
    StringBuilder hex = new StringBuilder("key 0x");
    for (int i = 0; i < Math.min(KEY_BYTES, key.length); i++) {
      hex.append(String.format("%02x", key[i]));
    }
    return hex.append(key.length > KEY_BYTES ? "..." : "").toString();
  }

  private List<Fingerprint> read(long from, long to, int most) {
    List<Fingerprint> found = new ArrayList<>();
    if (from >= to) {
      return found;
    }
    Iterator<LogRecord> records = log.read(new OffsetRange(from, to));
    int passed = 0;
    while (found.size() < most && passed < MOST_PASSED && records.hasNext()) {
      Optional<LogRecord> record = form.apply(records.next());
      if (record.isPresent()) {
        found.add(prints.of(record.get()));
      } else {
        passed++;
      }
    }
    return found;
  }
}
