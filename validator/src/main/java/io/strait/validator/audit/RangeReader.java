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

  /** The shares of a suspect are stored as one record, which brokers must take. */
  static final int MOST_WINDOWS = 2_000;

  private final long seed;
  private final Fingerprinter fingerprinter;
  private final ChainBase base;
  private final WindowRule rule;
  private final Pace pace;

  RangeReader(long seed, WindowRule rule, Pace pace) {
    this.seed = seed;
    this.fingerprinter = new Fingerprinter(seed);
    this.base = new ChainBase(seed);
    this.rule = rule;
    this.pace = pace;
  }

  /** What is read: the topic by its source name, both logs, and what is declared about them. */
  record Sides(String topic, LogView source, LogView target, Contract contract) {}

  /**
   * Reads; ends earlier where the source records belong to very many windows.
   *
   * @param clock what is known of event time before the range
   * @param now milliseconds since the epoch
   * @throws io.strait.validator.log.RangeGone if retention took a part meanwhile
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer
   */
  RangeLook read(Sides sides, OffsetRange range, OffsetRange onTarget, EventClock clock, long now) {
    return read(new Reading(sides, clock, now), range, onTarget, true);
  }

  /**
   * Reads where only the order is claimed: the n-th record of one side stands for the n-th of the
   * other, as far as both have records.
   *
   * @param onSource all that the source has to be read
   * @param onTarget all that the target has
   * @return empty where there is no record on the target for the first of the source
   * @throws io.strait.validator.log.RangeGone if retention took a part meanwhile
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer
   */
  Optional<RangeLook> inOrder(
      Sides sides, OffsetRange onSource, OffsetRange onTarget, EventClock clock, long now) {
    Reading all = new Reading(sides, clock, now);
    long to = all.source(onSource, true);
    int there = all.target(onTarget, all.count);
    if (there == all.count) {
      return Optional.of(all.look(onSource.from(), to, onTarget.from()));
    }
    if (there == 0) {
      all.pay(0);
      return Optional.empty();
    }
    Reading shorter = new Reading(sides, clock, now);
    long end = shorter.source(new OffsetRange(onSource.from(), all.offsets[there - 1] + 1), false);
    shorter.target(onTarget, there);
    all.pay(0);
    return Optional.of(shorter.look(onSource.from(), end, onTarget.from()));
  }

  /** Reads all of a range that was read before. */
  RangeLook again(Sides sides, OffsetRange range, OffsetRange onTarget, long now) {
    return read(new Reading(sides, EventClock.UNSET, now), range, onTarget, false);
  }

  private RangeLook read(
      Reading reading, OffsetRange range, OffsetRange onTarget, boolean mayBeShorter) {
    long to = reading.source(range, mayBeShorter);
    long targetTo = onTarget.to();
    if (to < range.to()) {
      targetTo = Math.max(onTarget.from(), Math.min(targetTo, reading.relation.toTarget(to)));
    }
    reading.target(new OffsetRange(onTarget.from(), targetTo), Integer.MAX_VALUE);
    reading.targetTo = targetTo;
    return reading.look(range.from(), to, onTarget.from());
  }

  /** All of a record but its offset, as it stands in its log. */
  static long print(long seed, LogRecord record) {
    return new Fingerprinter(seed).of(record).full();
  }

  private Footing footing(Optional<LogRecord> last) {
    return last.map(one -> new Footing(-1, one.offset(), print(seed, one))).orElse(Footing.NONE);
  }

  /** One reading under way. */
  private final class Reading {
    private final Sides sides;
    private final OffsetRelation relation;
    private final boolean inOrder;
    private final Expectation expectation;
    private final long now;
    private final EventClock.Run times;
    private final Map<WindowKey, WindowTally> shares = new HashMap<>();
    private long[] offsets = new long[1_024];
    private long[] timestamps = new long[1_024];
    private int count;
    private Digest source = Digest.EMPTY;
    private Digest target = Digest.EMPTY;
    private Optional<LogRecord> lastOfSource = Optional.empty();
    private Optional<LogRecord> lastOfTarget = Optional.empty();
    private long targetTo;
    private long bytes;
    private long unpaid;

    Reading(Sides sides, EventClock clock, long now) {
      this.sides = sides;
      this.relation = sides.contract().offsets().images().orElse(OffsetRelation.EXACT);
      this.inOrder = sides.contract().offsets().images().isEmpty();
      this.expectation = sides.contract().expectation().open();
      this.times = clock.run();
      this.now = now;
    }

    /** Returns one past the last offset that was read. */
    long source(OffsetRange range, boolean mayBeShorter) {
      Iterator<LogRecord> records = sides.source().read(range);
      while (records.hasNext()) {
        LogRecord read = records.next();
        pay(size(read));
        if (mayBeShorter && isFull(rule.place(sides.topic(), read.timestamp(), now))) {
          return read.offset();
        }
        lastOfSource = Optional.of(read);
        if (rule.believes(read.timestamp(), now)) {
          times.saw(read.timestamp());
        }
        Optional<LogRecord> expected = expectation.expected(read);
        if (expected.isPresent()) {
          Fingerprint print = fingerprinter.of(expected.get());
          source = source.append(print, read.offset(), base);
          remember(read.offset(), read.timestamp());
          shares.compute(
              place(read.timestamp()), (key, known) -> or(known).withSource(print.full()));
        }
      }
      return range.to();
    }

    /** Reads so many records at most; returns how many it has read. */
    int target(OffsetRange range, int most) {
      targetTo = range.from();
      int seen = 0;
      Iterator<LogRecord> records = sides.target().read(range);
      while (seen < most && records.hasNext()) {
        LogRecord read = records.next();
        pay(size(read));
        lastOfTarget = Optional.of(read);
        targetTo = read.offset() + 1;
        Fingerprint print = fingerprinter.of(expectation.seen(read));
        int at = origin(read.offset(), seen++);
        long image = inOrder ? (at < 0 ? -1 : offsets[at]) : relation.toSource(read.offset());
        target = target.append(print, image, base);
        shares.compute(
            place(at < 0 ? read.timestamp() : timestamps[at]),
            (key, known) -> or(known).withTarget(print.full()));
      }
      return seen;
    }

    /** Which of the source records a target record stands for; negative for none. */
    private int origin(long offset, int number) {
      if (inOrder) {
        return number < count ? number : -1;
      }
      return Arrays.binarySearch(offsets, 0, count, relation.toSource(offset));
    }

    RangeLook look(long from, long to, long targetFrom) {
      pay(0);
      return new RangeLook(
          new OffsetRange(from, to),
          targetFrom,
          targetTo,
          source,
          target,
          shares,
          times.clock(),
          bytes,
          footing(lastOfSource),
          footing(lastOfTarget));
    }

    private boolean isFull(WindowKey key) {
      return shares.size() >= MOST_WINDOWS && !shares.containsKey(key);
    }

    /** What would be one window too many counts in the bucket for older ones, on both sides. */
    private WindowKey place(long timestamp) {
      WindowKey key = rule.place(sides.topic(), timestamp, now);
      return isFull(key) ? WindowKey.bucket(sides.topic(), WindowKey.Kind.OLDER) : key;
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
