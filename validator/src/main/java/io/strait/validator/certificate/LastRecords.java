package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.digest.RunningDigest;
import io.strait.validator.log.LogView;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Finds the last record of each key within a range of one log that is known by its digest, and
 * which keys were written again behind it. Where there are more keys than a book holds, they are
 * taken in shares with a reading each. One thread.
 */
final class LastRecords {
  private static final int MOST_BITS = 24;

  private final LogView log;
  private final OffsetRange range;
  private final long end;
  private final Digest stored;
  private final Lens lens;
  private final Fingerprinter fingerprinter;
  private final ChainBase base;
  private long behind;

  /**
   * Reads nothing yet.
   *
   * @param end up to where keys may be written again; the end of the range for not looking
   * @param stored the digest of the range as it was read before
   */
  LastRecords(LogView log, long seed, OffsetRange range, long end, Digest stored, Lens lens) {
    this.log = log;
    this.range = range;
    this.end = Math.max(end, range.to());
    this.stored = stored;
    this.lens = lens;
    this.fingerprinter = new Fingerprinter(seed);
    this.base = new ChainBase(seed);
  }

  /** Tries with all keys at once, then with halves, quarters and so on, until there is room. */
  static <T> T inShares(IntFunction<Optional<T>> attempt) {
    for (int bits = 0; bits <= MOST_BITS; bits++) {
      Optional<T> made = attempt.apply(bits);
      if (made.isPresent()) {
        return made.get();
      }
    }
    throw CertificateException.refused("there are more keys than can be told apart here");
  }

  /**
   * Enters the keys whose hash ends with {@code share}; false without room.
   *
   * @throws LogChanged if the range is no longer as it was read before
   */
  boolean fill(KeyBook book, long share, int bits) {
    book.clear();
    behind = 0;
    RunningDigest whole = new RunningDigest(base, Digest.EMPTY);
    Iterator<LogRecord> records = log.read(new OffsetRange(range.from(), end));
    while (records.hasNext()) {
      LogRecord record = records.next();
      Fingerprint print = fingerprinter.of(record);
      if (record.offset() < range.to()) {
        whole.append(print, record.offset());
      } else {
        behind++;
      }
      if (record.key() != null && !enter(book, record, print, share, bits)) {
        return false;
      }
    }
    if (!whole.now().equals(stored)) {
      throw new LogChanged();
    }
    return true;
  }

  /** Offsets behind the range without a record; after a reading. */
  long holesBehind() {
    return end - range.to() - behind;
  }

  private boolean enter(KeyBook book, LogRecord record, Fingerprint print, long share, int bits) {
    Optional<LogRecord> form = lens.form().apply(record);
    LogRecord seen = form.orElse(record);
    Fingerprint as = seen == record ? print : fingerprinter.of(seen);
    if ((as.key() & (1L << bits) - 1) != share) {
      return true;
    }
    return record.offset() >= range.to() || form.isEmpty()
        ? book.later(as.key())
        : book.last(as.key(), as.full(), record.offset(), as.valueSize() >= 0);
  }
}
