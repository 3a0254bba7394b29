package io.strait.validator.align;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Walks two logs in step, record by record, from a point where both were equal so far. In step it
 * looks at one record per side; out of step it buffers ever more of both until a run of {@value
 * #STABLE} records agrees again. Confined to one thread.
 */
public final class Walk {
  static final int STABLE = 16;
  private static final int FIRST_LOOK = 1_024;

  private final Lane source;
  private final Lane target;
  private final OffsetRelation relation;
  private final Limits limits;
  private final Ledger ledger;
  private final LongFunction<OptionalLong> skip;

  /**
   * Does nothing yet.
   *
   * @param skip asked with the source offset of a pair that agrees: the source offset up to which
   *     both logs are known to be equal from here, or empty when this is not known
   */
  public Walk(
      Lane source,
      Lane target,
      OffsetRelation relation,
      Limits limits,
      Ledger ledger,
      LongFunction<OptionalLong> skip) {
    this.source = source;
    this.target = target;
    this.relation = relation;
    this.limits = limits;
    this.ledger = ledger;
    this.skip = skip;
  }

  /** Walks to the limits; the ledger then holds everything but its last verdicts. */
  public void run() {
    while (true) {
      boolean more = source.fill(1);
      boolean moreTarget = target.fill(1);
      if (isDone(more, moreTarget)) {
        return;
      }
      if (more && moreTarget && source.head().sameRecord(target.head())) {
        inStep(source.head(), target.head());
      } else {
        outOfStep();
      }
    }
  }

  private boolean isDone(boolean more, boolean moreTarget) {
    return (!more || source.head().offset() >= limits.sourceTo())
        && (!moreTarget || target.head().offset() >= limits.targetTo());
  }

  private void inStep(Fingerprint from, Fingerprint to) {
    OptionalLong equalTo =
        relation.toTarget(from.offset()) == to.offset()
            ? skip.apply(from.offset())
            : OptionalLong.empty();
    if (equalTo.isPresent()) {
      source.seek(equalTo.getAsLong());
      target.seek(relation.toTarget(equalTo.getAsLong()));
      ledger.skipped();
      return;
    }
    ledger.matched(from, to);
    source.drop(1);
    target.drop(1);
  }

  private void outOfStep() {
    for (int size = FIRST_LOOK; ; size *= 4) {
      int look = Math.min(size, limits.lookahead());
      source.fill(look);
      target.fill(look);
      int[] partner = Alignment.of(source.buffered(), target.buffered());
      int stable = stable(partner);
      if (stable >= 0) {
        commit(partner, stable + 1, partner[stable] + 1, false);
        return;
      }
      if (source.isDrained() && target.isDrained()) {
        commit(partner, partner.length, target.buffered().size(), true);
        return;
      }
      if (look >= limits.lookahead()) {
        commitHalf(partner);
        return;
      }
    }
  }

  /** The last source index of the first stable run, or -1. */
  private static int stable(int[] partner) {
    int run = 0;
    for (int i = 0; i < partner.length; i++) {
      boolean joined = i > 0 && partner[i] >= 0 && partner[i] == partner[i - 1] + 1;
      run = joined ? run + 1 : partner[i] >= 0 ? 1 : 0;
      if (run == STABLE) {
        return i;
      }
    }
    return -1;
  }

  /** Nothing agreed within the whole buffer: judges the first half and keeps on looking. */
  private void commitHalf(int[] partner) {
    int sources = Math.max(1, Math.min(partner.length, limits.lookahead() / 2));
    int targets = Math.min(target.buffered().size(), limits.lookahead() / 2);
    for (int i = 0; i < partner.length; i++) {
      if (partner[i] >= 0 && i < sources) {
        targets = Math.max(targets, partner[i] + 1);
      } else if (partner[i] >= 0 && partner[i] < targets) {
        targets = partner[i];
      }
    }
    commit(partner, Math.min(sources, partner.length), targets, false);
  }

  private void commit(int[] partner, int sources, int targets, boolean ended) {
    List<Fingerprint> from = source.buffered();
    List<Fingerprint> to = target.buffered();
    List<Fingerprint> deletions = new ArrayList<>();
    List<Fingerprint> insertions = new ArrayList<>();
    int t = 0;
    for (int s = 0; s < sources; s++) {
      if (partner[s] < 0) {
        keepJudged(deletions, from.get(s), passedTo());
        ledger.passed(1, 0);
        continue;
      }
      ledger.passed(0, partner[s] - t);
      for (; t < partner[s]; t++) {
        keepJudged(insertions, to.get(t), limits.targetTo());
      }
      flush(deletions, insertions, false);
      pair(from.get(s), to.get(t++));
    }
    ledger.passed(0, targets - t);
    deletions.removeIf(record -> record.offset() >= limits.sourceTo());
    for (; t < targets; t++) {
      keepJudged(insertions, to.get(t), limits.targetTo());
    }
    flush(deletions, insertions, ended && !limits.sealed());
    source.drop(sources);
    target.drop(targets);
  }

  /** While the target grows, a source record is judged as soon as a later one is on the target. */
  private long passedTo() {
    return limits.sealed() ? limits.sourceTo() : Long.MAX_VALUE;
  }

  private static void keepJudged(List<Fingerprint> kept, Fingerprint record, long limit) {
    if (record.offset() < limit) {
      kept.add(record);
    }
  }

  private void pair(Fingerprint from, Fingerprint to) {
    if (from.offset() >= limits.sourceTo() && to.offset() >= limits.targetTo()) {
      return;
    }
    if (from.sameRecord(to)) {
      ledger.matched(from, to);
    } else {
      ledger.hunk(new Hunk(from.offset(), List.of(from), List.of(to), false));
    }
  }

  private void flush(List<Fingerprint> deletions, List<Fingerprint> insertions, boolean open) {
    if (deletions.isEmpty() && insertions.isEmpty()) {
      return;
    }
    long at = Long.MAX_VALUE;
    if (!deletions.isEmpty()) {
      at = deletions.get(0).offset();
    }
    if (!insertions.isEmpty()) {
      at = Math.min(at, relation.toSource(insertions.get(0).offset()));
    }
    ledger.hunk(new Hunk(at, deletions, insertions, open));
    deletions.clear();
    insertions.clear();
  }
}
