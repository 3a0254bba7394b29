package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Pace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a range once on both sides. A target record counts in the window of the source record whose
 * image it stands at, so that a target with times of its own (LogAppendTime) has the same windows;
 * where no source record is, its own time decides. Confined to one thread.
 */
final class RangeReader {
  private static final long PAY_EVERY = 1 << 16;

  private final Fingerprinter fingerprinter;
  private final ChainBase base;
  private final WindowRule rule;
  private final Pace pace;

  RangeReader(long seed, WindowRule rule, Pace pace) {
    this.fingerprinter = new Fingerprinter(seed);
    this.base = new ChainBase(seed);
    this.rule = rule;
    this.pace = pace;
  }

  /** What is read: the topic by its source name, both logs, and what is declared about them. */
  record Sides(String topic, LogView source, LogView target, Contract contract) {}

  /**
   * Reads.
   *
   * @param clock what is known of event time before the range
   * @param now milliseconds since the epoch
   * @throws io.strait.validator.log.RangeGone if retention took a part meanwhile
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer
   */
  RangeLook read(Sides sides, OffsetRange range, OffsetRange onTarget, EventClock clock, long now) {
    Reading reading = new Reading(sides, clock, now);
    reading.source(range);
    reading.target(onTarget);
    reading.pay(0);
    return new RangeLook(
        range,
        onTarget.from(),
        onTarget.to(),
        reading.source,
        reading.target,
        reading.shares,
        reading.times.clock(),
        reading.bytes);
  }

  /** One reading under way. */
  private final class Reading {
    private final Sides sides;
    private final OffsetRelation relation;
    private final Expectation expectation;
    private final long now;
    private final EventClock.Run times;
    private final Map<WindowKey, WindowTally> shares = new HashMap<>();
    private long[] offsets = new long[1_024];
    private long[] timestamps = new long[1_024];
    private int count;
    private Digest source = Digest.EMPTY;
    private Digest target = Digest.EMPTY;
    private long bytes;
    private long unpaid;

    Reading(Sides sides, EventClock clock, long now) {
      this.sides = sides;
      this.relation = sides.contract().offsets().images().orElse(OffsetRelation.EXACT);
      this.expectation = sides.contract().expectation().open();
      this.times = clock.run();
      this.now = now;
    }

    void source(OffsetRange range) {
      Iterator<LogRecord> records = sides.source().read(range);
      while (records.hasNext()) {
        LogRecord read = records.next();
        pay(size(read));
        if (rule.believes(read.timestamp(), now)) {
          times.saw(read.timestamp());
        }
        Optional<LogRecord> expected = expectation.expected(read);
        if (expected.isPresent()) {
          Fingerprint print = fingerprinter.of(expected.get());
          source = source.append(print, read.offset(), base);
          remember(read.offset(), read.timestamp());
          shares.compute(
              rule.place(sides.topic(), read.timestamp(), now),
              (key, known) -> or(known).withSource(print.full()));
        }
      }
    }

    void target(OffsetRange range) {
      Iterator<LogRecord> records = sides.target().read(range);
      while (records.hasNext()) {
        LogRecord read = records.next();
        pay(size(read));
        Fingerprint print = fingerprinter.of(expectation.seen(read));
        long image = relation.toSource(read.offset());
        target = target.append(print, image, base);
        int at = Arrays.binarySearch(offsets, 0, count, image);
        shares.compute(
            rule.place(sides.topic(), at < 0 ? read.timestamp() : timestamps[at], now),
            (key, known) -> or(known).withTarget(print.full()));
      }
    }

    /** Pays for what was read, in larger sums; for all of it when told of nothing new. */
    void pay(long size) {
      bytes += size;
      unpaid += size;
      if (unpaid > 0 && (unpaid >= PAY_EVERY || size == 0)) {
        pace.took(unpaid);
        unpaid = 0;
      }
    }

    private void remember(long offset, long timestamp) {
      if (count == offsets.length) {
        offsets = Arrays.copyOf(offsets, 2 * count);
        timestamps = Arrays.copyOf(timestamps, 2 * count);
      }
      offsets[count] = offset;
      timestamps[count++] = timestamp;
    }
  }

  private static WindowTally or(WindowTally known) {
    return known == null ? WindowTally.NONE : known;
  }

  private static long size(LogRecord record) {
    long size = 16;
    size += record.key() == null ? 0 : record.key().length;
    size += record.value() == null ? 0 : record.value().length;
    for (HeaderField header : record.headers()) {
      size += header.name().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }
}
