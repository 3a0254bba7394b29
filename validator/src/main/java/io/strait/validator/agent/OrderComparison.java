package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.align.Difference;
import io.strait.validator.align.Lane;
import io.strait.validator.align.Ledger;
import io.strait.validator.align.Limits;
import io.strait.validator.align.Walk;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.Tally;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.WindowGrid;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.Subject;
import io.strait.validator.records.Collector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares a partition of which only the order is claimed: the n-th committed record of one side
 * with the n-th of the other, counted from their first common record. Behind a record that one side
 * lacks, all later windows differ, so from there on fingerprints move up to the allowance. Single
 * use, one thread.
 */
final class OrderComparison {
  private static final long MARGIN = 8_192;

  private final Sides sides;
  private final Subject subject;
  private final LogBounds source;
  private final LogBounds target;
  private final StartSearch.Start start;
  private final Optional<Long> sealedTo;
  private final int shift;
  private final NumberedOffsets sourcePlaces;
  private final NumberedOffsets targetPlaces;
  private final Unequal unequal = new Unequal();
  private long sourceAt;
  private long targetAt;
  private long sourceRecords;
  private long targetRecords;

  OrderComparison(
      Sides sides,
      Subject subject,
      LogBounds source,
      LogBounds target,
      StartSearch.Start start,
      Optional<Long> sealedTo) {
    this.sealedTo = sealedTo;
    this.sides = sides;
    this.subject = subject;
    this.source = source;
    this.target = target;
    this.start = start;
    this.shift = Integer.numberOfTrailingZeros(sides.options().window());
    this.sourcePlaces = new NumberedOffsets(source.stableEnd());
    this.targetPlaces = new NumberedOffsets(target.stableEnd());
    this.sourceAt = start.source();
    this.targetAt = start.target();
  }

  Outcome run() {
    long span = (long) DigestTask.MOST_WINDOWS << shift;
    for (long first = 0; hasMore(); first += span) {
      chunk(new WindowGrid(new OffsetRange(first, first + span), shift), span);
    }
    Collector found = new Collector(sides.kept());
    Ledger ledger =
        new Ledger(
            OffsetRelation.EXACT,
            OffsetComparison.LEDGER_ENTRIES,
            this::origins,
            difference -> keep(found, difference));
    Optional<Long> gap = unequal.isEmpty() ? Optional.empty() : walk(ledger);
    return outcome(found, ledger, gap);
  }

  private boolean hasMore() {
    return targetAt < target.stableEnd() || sealedTo.isPresent() && sourceAt < sealedTo.get();
  }

  /** Digests as many records of the source as the target has: the rest is merely behind. */
  private void chunk(WindowGrid grid, long span) {
    DigestTask onTarget = task(subject.targetPartition(), targetAt, target.stableEnd(), grid, span);
    DigestTask onSource = task(subject.sourcePartition(), sourceAt, source.stableEnd(), grid, span);
    try (Sides.Pair pair = sides.digest(onSource, onTarget)) {
      long there = pair.target().totals().records();
      if (pair.source().totals().records() <= there || sealedTo.isPresent()) {
        compare(grid, pair);
      } else if (there > 0) {
        DigestTask less =
            task(subject.sourcePartition(), sourceAt, source.stableEnd(), grid, there);
        try (Digests again = sides.digest(less)) {
          compare(grid, new Sides.Pair(again, pair.target()));
        }
      } else {
        targetAt = target.stableEnd();
      }
    }
  }

  private void compare(WindowGrid grid, Sides.Pair pair) {
    for (int[] run : Unequal.runs(Descent.unequal(grid, pair.source(), pair.target()))) {
      long number = grid.start(run[0]);
      unequal.add(number, run[1] >= grid.windows() ? grid.range().to() : grid.start(run[1]));
      mark(sourcePlaces, number, pair.source().firsts(List.of(run[0])).get(0), source);
      mark(targetPlaces, number, pair.target().firsts(List.of(run[0])).get(0), target);
    }
    sourceAt = pair.source().totals().end();
    targetAt = pair.target().totals().end();
    sourceRecords += pair.source().totals().records();
    targetRecords += pair.target().totals().records();
  }

  private static void mark(NumberedOffsets places, long number, long first, LogBounds bounds) {
    places.mark(number, first < 0 ? bounds.stableEnd() : first);
  }

  private DigestTask task(
      TopicPartition partition, long from, long end, WindowGrid grid, long most) {
    OffsetRange range = new OffsetRange(from, Math.max(from, end));
    Numbering numbering = new Numbering.ByOrdinal(grid.range().from());
    return new DigestTask(partition, range, grid, numbering, most, sides.options().seed());
  }

  private Optional<Long> walk(Ledger ledger) {
    List<Run> runs = new ArrayList<>(unequal.runs());
    Run last = runs.get(runs.size() - 1);
    boolean open = last.to() >= Math.min(sourceRecords, targetRecords);
    if (open) {
      runs.set(runs.size() - 1, new Run(last.from(), Long.MAX_VALUE));
    }
    int lookahead = sides.options().lookahead();
    Limits limits =
        open
            ? new Limits(sourceRecords, targetTo(), sealedTo.isPresent(), lookahead)
            : new Limits(last.to(), last.to(), true, lookahead);
    Allowance allowance = new Allowance(OffsetComparison.ALLOWANCE);
    long sourceEnd = sealedTo.orElse(Math.min(source.stableEnd(), sourceAt + MARGIN));
    PagedLog from =
        log(sides.source(), subject.sourcePartition(), sourceEnd, allowance, sourcePlaces);
    PagedLog to =
        log(sides.target(), subject.targetPartition(), target.stableEnd(), allowance, targetPlaces);
    Optional<Long> gap = Optional.empty();
    try {
      new Walk(new Lane(from.over(runs)), new Lane(to.over(runs)), limits, ledger).run();
    } catch (TooDifferent spent) {
      long number = Math.max(runs.get(0).from(), ledger.furthest() + 1);
      gap = Optional.of(sourcePlaces.offset(number));
    }
    ledger.settle();
    return gap;
  }

  /** What an open transaction of the source may still account for is not judged. */
  private long targetTo() {
    boolean hidden = source.stableEnd() < source.end();
    return hidden ? Math.min(sourceRecords, targetRecords) : targetRecords;
  }

  private PagedLog log(
      LogSide side,
      TopicPartition partition,
      long end,
      Allowance allowance,
      NumberedOffsets places) {
    return new PagedLog(
        side, partition, end, sides.options().seed(), allowance, Optional.of(places));
  }

  private Map<Long, Fingerprint> origins(Set<Long> hashes) {
    long from = sourcePlaces.offset(unequal.runs().get(0).from());
    OffsetRange where = Origins.around(from, sourceAt, source.start(), Math.max(from, sourceAt));
    Map<Long, Fingerprint> numbered = new HashMap<>();
    new Origins(sides, subject.sourcePartition(), () -> where)
        .of(hashes)
        .forEach(
            (hash, record) ->
                numbered.put(
                    hash, PagedLog.numbered(record, NumberedOffsets.outside(record.offset()))));
    return numbered;
  }

  /** From numbers back to offsets; that nothing stands at its image is no finding here. */
  private void keep(Collector found, Difference difference) {
    if (difference.code() != FindingCode.SHIFTED) {
      found.add(
          new Difference(
              difference.code(),
              sourcePlaces.offset(difference.divergesAt()),
              difference.source().map(record -> placed(sourcePlaces, record)),
              difference.target().map(record -> placed(targetPlaces, record))));
    }
  }

  private static Fingerprint placed(NumberedOffsets places, Fingerprint record) {
    return PagedLog.numbered(record, places.offset(record.offset()));
  }

  private Outcome outcome(Collector found, Ledger ledger, Optional<Long> gap) {
    OffsetRange judged = new OffsetRange(start.source(), Math.max(start.source(), sourceAt));
    long firstBehind =
        ledger.firstBehind() == Long.MAX_VALUE
            ? Long.MAX_VALUE
            : sourcePlaces.offset(ledger.firstBehind());
    long proven = Math.min(Math.min(judged.to(), found.first()), firstBehind);
    proven = Math.max(judged.from(), Math.min(proven, gap.orElse(Long.MAX_VALUE)));
    long behind = Math.max(0, source.stableEnd() - sourceAt) + ledger.behind();
    return new Outcome(
        judged,
        new OffsetRange(judged.from(), proven),
        new Tally(sourceRecords, targetRecords, sealedTo.isPresent() ? 0 : behind, 0),
        found,
        gap,
        Optional.empty(),
        List.of(),
        List.of(
            "judged by order from source offset "
                + start.source()
                + " = target offset "
                + start.target()));
  }
}
