package io.strait.validator.records;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.align.Lane;
import io.strait.validator.align.Ledger;
import io.strait.validator.align.Limits;
import io.strait.validator.align.Places;
import io.strait.validator.align.Stride;
import io.strait.validator.align.Walk;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.Tally;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.Clip;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import io.strait.validator.log.StoredRead;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares one clipped range in one pass: reads both logs in turn and pairs their records. Equal
 * data is read once. Single use, one thread.
 */
final class Lockstep {
  private static final int LEDGER_ENTRIES = 1 << 18;

  /** How many offsets before the judged range are searched for the original of a surplus copy. */
  private static final long HISTORY = 1 << 20;

  private final Case one;
  private final Clip clip;
  private final Fingerprinter fingerprinter;
  private final Collector found;
  private final Ledger ledger;
  private final Walk walk;
  private final ProofLine proof;
  private boolean brokenOff;

  Lockstep(Case one, Clip clip, ProofLine proof) {
    this.one = one;
    this.clip = clip;
    this.proof = proof;
    this.fingerprinter = new Fingerprinter(one.options().seed());
    this.found = new Collector(one.options().samples());
    Optional<OffsetRelation> images = one.contract().offsets().images();
    Places places = images.map(Places::at).orElseGet(Places::inOrder);
    this.ledger = new Ledger(places, LEDGER_ENTRIES, this::inSource, found::add);
    ledger.telling(proof);
    Limits limits =
        new Limits(clip.judged().to(), clip.targetTo(), clip.sealed(), one.options().lookahead());
    this.walk = walk(limits, proof).startingAt(clip.judged().from());
  }

  /** Whole batches can be told apart only where nothing in their records is declared to differ. */
  private Walk walk(Limits limits, ProofLine proof) {
    OffsetRange from = range(clip.judged().from(), clip.source().stableEnd());
    OffsetRange to = range(clip.targetFrom(), clip.target().stableEnd());
    boolean plain = one.contract().expectation().isIdentity();
    Optional<StoredRead> sourceBatches = plain ? one.source().stored(from) : Optional.empty();
    Optional<StoredRead> targetBatches = plain ? one.target().stored(to) : Optional.empty();
    if (sourceBatches.isEmpty() || targetBatches.isEmpty()) {
      Lane source = new Lane(new Expected(one.source().read(from)));
      return new Walk(source, new Lane(seen(one.target().read(to))), limits, ledger);
    }
    BatchFeed source = new BatchFeed(sourceBatches.get(), fingerprinter);
    BatchFeed target = new BatchFeed(targetBatches.get(), fingerprinter);
    Optional<OffsetRelation> images = one.contract().offsets().images();
    Stride stride = new EqualBatches(source, target, images, limits, ledger, proof);
    return new Walk(new Lane(source), new Lane(target), limits, ledger, stride);
  }

  /**
   * Compares to the end of the range, or until something cannot be read: then what was proved until
   * there stays proved, what was found is named, and the rest is returned.
   */
  Optional<Clip.Gap> run() {
    try {
      walk.run();
      ledger.settle();
      return Optional.empty();
    } catch (ClusterException | ScanCancelled | DamagedBatch failed) {
      brokenOff = true;
      ledger.settle();
      OffsetRange rest = range(proof.to(), clip.judged().to());
      return Optional.of(new Clip.Gap(FindingCode.UNVERIFIABLE, rest, failed.getMessage()));
    }
  }

  Collector found() {
    return found;
  }

  Tally tally() {
    return new Tally(walk.sourceRecords(), walk.targetRecords(), behind(), ledger.shifted());
  }

  /** The leading part of the judged range that is equal. */
  OffsetRange proven() {
    OffsetRange judged = clip.judged();
    long reached = brokenOff ? proof.to() : judged.to();
    long to = Math.min(reached, Math.min(found.first(), ledger.firstBehind()));
    return new OffsetRange(judged.from(), Math.max(judged.from(), to));
  }

  /** What was judged: where only order is claimed, the end follows from where the target ends. */
  OffsetRange judged() {
    OffsetRange judged = clip.judged();
    if (one.contract().offsets().images().isPresent()) {
      return judged;
    }
    long to = Math.min(judged.to(), Math.max(ledger.furthest() + 1, ledger.firstBehind()));
    return new OffsetRange(judged.from(), Math.max(judged.from(), to));
  }

  /** Committed source offsets that are not on the target and may still come. */
  private long behind() {
    long reached = Math.max(clip.judged().to(), ledger.furthest() + 1);
    long beyond = clip.sealed() ? 0 : Math.max(0, clip.source().stableEnd() - reached);
    return beyond + ledger.behind();
  }

  private Iterator<Fingerprint> seen(Iterator<LogRecord> records) {
    Expectation expectation = one.contract().expectation();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public Fingerprint next() {
        return fingerprinter.of(expectation.seen(records.next()));
      }
    };
  }

  /** The source records that must be on the target, as they must be there. */
  private final class Expected implements Iterator<Fingerprint> {
    private final Iterator<LogRecord> records;
    private Optional<LogRecord> next = Optional.empty();

    Expected(Iterator<LogRecord> records) {
      this.records = records;
    }

    @Override
    public boolean hasNext() {
      while (next.isEmpty() && records.hasNext()) {
        next = one.contract().expectation().expected(records.next());
      }
      return next.isPresent();
    }

    @Override
    public Fingerprint next() {
      hasNext();
      Fingerprint record = fingerprinter.of(next.orElseThrow());
      next = Optional.empty();
      return record;
    }
  }

  /** Looks for originals of surplus copies; what retention takes meanwhile is not found. */
  private Map<Long, Fingerprint> inSource(Set<Long> hashes) {
    Map<Long, Fingerprint> hits = new HashMap<>();
    long from = Math.max(clip.source().start(), clip.judged().from() - HISTORY);
    while (true) {
      try {
        Expected records = new Expected(one.source().read(range(from, clip.source().stableEnd())));
        while (records.hasNext()) {
          Fingerprint record = records.next();
          keepFirst(hits, hashes, record.full(), record);
          keepFirst(hits, hashes, record.content(), record);
        }
        return hits;
      } catch (RangeGone gone) {
        from = Math.max(from + 1, one.source().bounds().start());
      } catch (ClusterException | ScanCancelled | DamagedBatch failed) {
        if (brokenOff) {
          return hits;
        }
        throw failed;
      }
    }
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
