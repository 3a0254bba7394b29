package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.align.Lane;
import io.strait.validator.align.Ledger;
import io.strait.validator.align.Limits;
import io.strait.validator.align.Walk;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.Proof;
import io.strait.validator.check.Tally;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.WindowGrid;
import io.strait.validator.judge.Clip;
import io.strait.validator.log.Subject;
import io.strait.validator.records.Collector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares a partition whose offsets are claimed, chunk by chunk of source offsets. What was
 * digested is kept when the range has to be clipped again, so retention costs the chunk that it
 * hit. One thread.
 */
final class OffsetComparison {
  /** Fingerprints that one partition may move, about 30 bytes each and side. */
  static final long ALLOWANCE = 1 << 19;

  static final int LEDGER_ENTRIES = 1 << 16;

  private final Sides sides;
  private final Subject subject;
  private final OffsetRelation relation;
  private final ChainBase base;
  private final int shift;
  private final Map<OffsetRange, Chunk> done = new HashMap<>();

  OffsetComparison(Sides sides, Subject subject, OffsetRelation relation) {
    this.sides = sides;
    this.subject = subject;
    this.relation = relation;
    this.base = new ChainBase(sides.options().seed());
    this.shift = Integer.numberOfTrailingZeros(sides.options().window());
  }

  /** What comparing a chunk came to; runs hold pairs of source offsets. */
  private record Chunk(Digest source, Digest target, long[][] runs) {}

  /** Compares what was clipped; throws what sides throw. */
  Outcome run(Clip clip) {
    Unequal unequal = new Unequal();
    Digest from = Digest.EMPTY;
    Digest to = Digest.EMPTY;
    long span = (long) DigestTask.MOST_WINDOWS << shift;
    for (long at = clip.judged().from(); at < clip.judged().to(); at = (at / span + 1) * span) {
      long end = Math.min(clip.judged().to(), (at / span + 1) * span);
      Chunk chunk = chunk(new OffsetRange(at, end), clip);
      from = from.concat(chunk.source(), base);
      to = to.concat(chunk.target(), base);
      for (long[] run : chunk.runs()) {
        unequal.add(run[0], run[1]);
      }
    }
    Walked walked = walk(clip, unequal);
    return outcome(clip, walked, from, to);
  }

  private Chunk chunk(OffsetRange range, Clip clip) {
    Chunk known = done.get(range);
    if (known != null) {
      return known;
    }
    WindowGrid grid = new WindowGrid(range, shift);
    long first = relation.toTarget(range.from());
    long last = Math.min(relation.toTarget(range.to()), clip.target().stableEnd());
    OffsetRange image = new OffsetRange(first, Math.max(first, last));
    long seed = sides.options().seed();
    DigestTask onSource =
        new DigestTask(
            subject.sourcePartition(), range, grid, Numbering.SOURCE, Long.MAX_VALUE, seed);
    DigestTask onTarget =
        new DigestTask(
            subject.targetPartition(),
            image,
            grid,
            new Numbering.BySourceOffset(relation),
            Long.MAX_VALUE,
            seed);
    try (Sides.Pair pair = sides.digest(onSource, onTarget)) {
      int[][] windows = Unequal.runs(Descent.unequal(grid, pair.source(), pair.target()));
      long[][] runs = new long[windows.length][];
      for (int i = 0; i < windows.length; i++) {
        long behind = windows[i][1] >= grid.windows() ? range.to() : grid.start(windows[i][1]);
        runs[i] = new long[] {grid.start(windows[i][0]), behind};
      }
      Chunk chunk = new Chunk(pair.source().totals().root(), pair.target().totals().root(), runs);
      done.put(range, chunk);
      return chunk;
    }
  }

  private record Walked(Collector found, Ledger ledger, Optional<Long> gap) {}

  private Walked walk(Clip clip, Unequal unequal) {
    Collector found = new Collector(sides.kept());
    long to = clip.judged().to();
    if (clip.targetTo() > relation.toTarget(to)) {
      unequal.add(to, Long.MAX_VALUE);
    }
    List<Run> runs = new ArrayList<>(unequal.runs());
    long start = runs.isEmpty() ? to : runs.get(0).from();
    long[] furthest = {start};
    Origins origins =
        new Origins(
            sides,
            subject.sourcePartition(),
            () ->
                Origins.around(
                    start, furthest[0], clip.source().start(), clip.source().stableEnd()));
    Ledger ledger = new Ledger(relation, LEDGER_ENTRIES, origins::of, found::add);
    Optional<Long> gap = Optional.empty();
    try {
      if (!runs.isEmpty()) {
        walk(clip, runs, ledger);
      }
    } catch (TooDifferent spent) {
      gap = Optional.of(Math.max(clip.judged().from(), ledger.furthest() + 1));
    }
    furthest[0] = Math.max(start, ledger.furthest());
    ledger.settle();
    return new Walked(found, ledger, gap);
  }

  /** Behind a last run that ends before the end, both sides are equal: it holds all there is. */
  private void walk(Clip clip, List<Run> runs, Ledger ledger) {
    long to = clip.judged().to();
    Run last = runs.get(runs.size() - 1);
    boolean open = last.to() >= to;
    if (open) {
      runs.set(runs.size() - 1, new Run(last.from(), Long.MAX_VALUE));
    }
    int lookahead = sides.options().lookahead();
    Limits limits =
        open
            ? new Limits(to, clip.targetTo(), clip.sealed(), lookahead)
            : new Limits(last.to(), relation.toTarget(last.to()), true, lookahead);
    Allowance allowance = new Allowance(ALLOWANCE);
    PagedLog source =
        log(sides.source(), subject.sourcePartition(), clip.source().stableEnd(), allowance);
    PagedLog target =
        log(sides.target(), subject.targetPartition(), clip.target().stableEnd(), allowance);
    List<Run> images = runs.stream().map(this::image).toList();
    new Walk(new Lane(source.over(runs)), new Lane(target.over(images)), limits, ledger).run();
  }

  private PagedLog log(LogSide side, TopicPartition partition, long end, Allowance allowance) {
    return new PagedLog(side, partition, end, sides.options().seed(), allowance, Optional.empty());
  }

  private Run image(Run run) {
    return new Run(
        relation.toTarget(run.from()),
        run.to() == Long.MAX_VALUE ? run.to() : relation.toTarget(run.to()));
  }

  private Outcome outcome(Clip clip, Walked walked, Digest from, Digest to) {
    OffsetRange judged = clip.judged();
    Ledger ledger = walked.ledger();
    long first = Math.min(walked.found().first(), ledger.firstBehind());
    long proven =
        Math.max(
            judged.from(),
            Math.min(judged.to(), Math.min(first, walked.gap().orElse(Long.MAX_VALUE))));
    long reached = Math.max(judged.to(), ledger.furthest() + 1);
    long behind = clip.sealed() ? 0 : Math.max(0, clip.source().stableEnd() - reached);
    Optional<Proof> proof =
        proven == judged.to() && from.equals(to)
            ? Optional.of(new Proof(clip.targetTo(), from))
            : Optional.empty();
    return new Outcome(
        judged,
        new OffsetRange(judged.from(), proven),
        new Tally(from.count(), to.count(), behind + ledger.behind(), ledger.shifted()),
        walked.found(),
        walked.gap(),
        proof,
        clip.gaps(),
        List.of());
  }
}
