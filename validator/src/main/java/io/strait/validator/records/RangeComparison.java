package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.align.Lane;
import io.strait.validator.align.Ledger;
import io.strait.validator.align.Limits;
import io.strait.validator.align.Walk;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.DigestTree;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.digest.WindowGrid;
import io.strait.validator.judge.Clip;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * Compares one clipped range: digests both sides window by window, and walks the stretches whose
 * digests differ. Single use, one thread.
 */
final class RangeComparison {
  private static final int LEDGER_ENTRIES = 1 << 18;

  /** How many offsets before the judged range are searched for the original of a surplus copy. */
  private static final long HISTORY = 1 << 20;

  private final LogView source;
  private final LogView target;
  private final Clip clip;
  private final OffsetRelation relation;
  private final Fingerprinter fingerprinter;
  private final ChainBase base;
  private final WindowGrid grid;
  private final int lookahead;
  private final Collector found;
  private final Ledger ledger;
  private long sourceRecords;
  private long targetRecords;

  RangeComparison(
      LogView source, LogView target, Clip clip, OffsetRelation relation, ScanOptions options) {
    this.source = source;
    this.target = target;
    this.clip = clip;
    this.relation = relation;
    this.fingerprinter = new Fingerprinter(options.seed());
    this.base = new ChainBase(options.seed());
    this.grid = WindowGrid.over(clip.judged(), options.window());
    this.lookahead = options.lookahead();
    this.found = new Collector(options.samples());
    this.ledger = new Ledger(relation, LEDGER_ENTRIES, this::inSource, found::add);
  }

  void run() {
    OffsetRange judged = clip.judged();
    long imageTo = relation.toTarget(judged.to());
    DigestTree from = digest(source, judged, LongUnaryOperator.identity());
    DigestTree to =
        digest(
            target,
            range(relation.toTarget(judged.from()), Math.min(imageTo, clip.target().stableEnd())),
            relation::toSource);
    sourceRecords = from.root().count();
    targetRecords = to.root().count();
    OptionalInt unequal = from.nextUnequal(to, 0);
    if (unequal.isPresent() || clip.targetTo() > imageTo) {
      walk(from, to, unequal.isPresent() ? grid.start(unequal.getAsInt()) : judged.to());
    }
  }

  Collector found() {
    return found;
  }

  long sourceRecords() {
    return sourceRecords;
  }

  long targetRecords() {
    return targetRecords;
  }

  /** Committed source offsets that are not on the target and may still come. */
  long behind() {
    long reached = Math.max(clip.judged().to(), ledger.furthest() + 1);
    long beyond = clip.sealed() ? 0 : Math.max(0, clip.source().stableEnd() - reached);
    return beyond + ledger.behind();
  }

  long shifted() {
    return ledger.shifted();
  }

  /** The leading part of the judged range that is equal. */
  OffsetRange proven() {
    OffsetRange judged = clip.judged();
    long to = Math.min(judged.to(), Math.min(found.first(), ledger.firstBehind()));
    return new OffsetRange(judged.from(), Math.max(judged.from(), to));
  }

  private DigestTree digest(LogView log, OffsetRange range, LongUnaryOperator toSource) {
    DigestTree.Builder builder = new DigestTree.Builder(grid, base);
    Iterator<LogRecord> records = log.read(range);
    while (records.hasNext()) {
      Fingerprint record = fingerprinter.of(records.next());
      builder.add(record, toSource.applyAsLong(record.offset()));
    }
    return builder.build();
  }

  private void walk(DigestTree from, DigestTree to, long start) {
    Lane sourceLane = lane(source, start, clip.source().stableEnd());
    Lane targetLane = lane(target, relation.toTarget(start), clip.target().stableEnd());
    Limits limits = new Limits(clip.judged().to(), clip.targetTo(), clip.sealed(), lookahead);
    new Walk(sourceLane, targetLane, relation, limits, ledger, at -> equalTo(from, to, at)).run();
    ledger.settle();
  }

  private Lane lane(LogView log, long start, long end) {
    return new Lane(
        from -> {
          Iterator<LogRecord> records = log.read(range(from, end));
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return records.hasNext();
            }

            @Override
            public Fingerprint next() {
              return fingerprinter.of(records.next());
            }
          };
        },
        start);
  }

  /** From a pair that agrees at its exact place, in a window that is equal, to the next unequal. */
  private OptionalLong equalTo(DigestTree from, DigestTree to, long at) {
    if (at >= clip.judged().to()) {
      return OptionalLong.empty();
    }
    int window = grid.index(at);
    if (!from.window(window).equals(to.window(window))) {
      return OptionalLong.empty();
    }
    OptionalInt next = from.nextUnequal(to, window);
    return OptionalLong.of(next.isPresent() ? grid.start(next.getAsInt()) : clip.judged().to());
  }

  private Map<Long, Fingerprint> inSource(Set<Long> hashes) {
    Map<Long, Fingerprint> hits = new HashMap<>();
    long from = Math.max(clip.source().start(), clip.judged().from() - HISTORY);
    OffsetRange range = range(from, clip.source().stableEnd());
    Iterator<LogRecord> records = source.read(range);
    while (records.hasNext()) {
      Fingerprint record = fingerprinter.of(records.next());
      keepFirst(hits, hashes, record.full(), record);
      keepFirst(hits, hashes, record.content(), record);
    }
    return hits;
  }

  private static void keepFirst(
      Map<Long, Fingerprint> hits, Set<Long> hashes, long hash, Fingerprint record) {
    if (hashes.contains(hash)) {
      hits.putIfAbsent(hash, record);
    }
  }

  private static OffsetRange range(long from, long to) {
    return new OffsetRange(from, Math.max(from, to));
  }
}
