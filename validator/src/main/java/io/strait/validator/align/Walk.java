package io.strait.validator.align;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks two logs in step, record by record, from a point where both were equal so far. In step it
 * looks at one record per side; out of step it buffers ever more of both until a run of {@value
 * #STABLE} records agrees again. Confined to one thread.
 */
public final class Walk {
  static final int STABLE = 16;
  private static final int FIRST_LOOK = 256;

  /** Records that are equal in key and value only keep the logs in step from this look on. */
  private static final int LONG_LOOK = 4_096;

  private final Lane source;
  private final Lane target;
  private final Places places;
  private final Limits limits;
  private final Ledger ledger;
  private final Stride stride;
  private long following;
  private long sourceRecords;
  private long targetRecords;

  /** Does nothing yet. */
  public Walk(Lane source, Lane target, Limits limits, Ledger ledger) {
    this(source, target, limits, ledger, Stride.NONE);
  }

  /**
   * Does nothing yet.
   *
   * @param stride asked whenever nothing is read ahead on either side
   */
  public Walk(Lane source, Lane target, Limits limits, Ledger ledger, Stride stride) {
    this.stride = stride;
    this.source = source;
    this.target = target;
    this.limits = limits;
    this.ledger = ledger;
    this.places = ledger.places();
  }

  /**
   * Says where the source begins to be judged: there the logs part when only the target has more.
   */
  public Walk startingAt(long sourceOffset) {
    following = sourceOffset;
    return this;
  }

  /** Walks to the limits; the ledger then holds everything but its last verdicts. */
  public void run() {
    stride();
    boolean more = source.fill(1);
    boolean moreTarget = target.fill(1);
    following = Math.max(following, more ? source.head().offset() : 0);
    while (!isDone(more, moreTarget)) {
      if (more && moreTarget && source.head().sameRecord(target.head())) {
        ledger.matched(source.head(), target.head());
        drop(1, 1);
      } else {
        outOfStep();
      }
      stride();
      more = source.fill(1);
      moreTarget = target.fill(1);
    }
    if (!limits.sealed() && more && source.head().offset() < limits.sourceTo()) {
      ledger.endedBefore(source.head(), limits.sourceTo());
    }
  }

  private void stride() {
    if (!source.isAhead() && !target.isAhead()) {
      for (int passed = stride.pass(); passed > 0; passed = stride.pass()) {
        sourceRecords += passed;
        targetRecords += passed;
        following = ledger.furthest() + 1;
      }
    }
  }

  /** Source records within the limits that were walked over. */
  public long sourceRecords() {
    return sourceRecords;
  }

  /** Target records within the limits that were walked over. */
  public long targetRecords() {
    return targetRecords;
  }

  /** While the target may grow, the rest of the source behind the end of the target may come. */
  private boolean isDone(boolean more, boolean moreTarget) {
    boolean sourceDone = !more || source.head().offset() >= limits.sourceTo();
    if (!moreTarget) {
      return sourceDone || !limits.sealed();
    }
    boolean targetDone = limits.isBySource() || target.head().offset() >= limits.targetTo();
    return sourceDone && targetDone;
  }

  private void outOfStep() {
    for (int size = FIRST_LOOK; ; size *= 4) {
      int look = Math.min(size, limits.lookahead());
      source.fill(look);
      target.fill(look);
      int[] partner =
          Alignment.of(
              source.buffered(), target.buffered(), !source.isDrained(), !target.isDrained());
      int stable = stable(partner, look);
      if (stable >= 0) {
        commit(partner, stable + 1, partner[stable] + 1, false);
        return;
      }
      if (target.isDrained() && source.isDrained()) {
        commit(partner, partner.length, target.buffered().size(), true);
        return;
      }
      if (target.isDrained() && !limits.sealed()) {
        int last = lastPair(partner);
        boolean all = last >= 0 && partner[last] == target.buffered().size() - 1;
        if (all) {
          commit(partner, last + 1, partner[last] + 1, false);
          return;
        }
        if (look >= limits.lookahead()) {
          commit(partner, partner.length, target.buffered().size(), true);
          return;
        }
      }
      if (look >= limits.lookahead()) {
        commitHalf(partner);
        return;
      }
    }
  }

  private static int lastPair(int[] partner) {
    int last = partner.length - 1;
    while (last >= 0 && partner[last] < 0) {
      last--;
    }
    return last;
  }

  private void drop(int sources, int targets) {
    List<Fingerprint> from = source.buffered();
    for (int s = 0; s < sources; s++) {
      sourceRecords += from.get(s).offset() < limits.sourceTo() ? 1 : 0;
    }
    if (sources > 0) {
      following = from.get(sources - 1).offset() + 1;
    }
    List<Fingerprint> to = target.buffered();
    for (int t = 0; t < targets; t++) {
      targetRecords += to.get(t).offset() < limits.targetTo() ? 1 : 0;
    }
    source.drop(sources);
    target.drop(targets);
  }

  /** The last source index of the first stable run, or -1. */
  private int stable(int[] partner, int look) {
    int whole = run(partner, true);
    return whole < 0 && look >= LONG_LOOK ? run(partner, false) : whole;
  }

  /** Of records that differ in headers or time there may be many: the run is taken to its end. */
  private int run(int[] partner, boolean whole) {
    int run = 0;
    for (int i = 0; i < partner.length; i++) {
      boolean pair = partner[i] >= 0 && (!whole || isWhole(i, partner[i]));
      boolean joined = i > 0 && pair && partner[i] == partner[i - 1] + 1;
      if (!whole && run >= STABLE && !joined) {
        return i - 1;
      }
      run = joined ? run + 1 : pair ? 1 : 0;
      if (whole && run == STABLE) {
        return i;
      }
    }
    return run >= STABLE ? partner.length - 1 : -1;
  }

  private boolean isWhole(int from, int to) {
    return source.buffered().get(from).sameRecord(target.buffered().get(to));
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
      flush(deletions, insertions, from.get(s).offset(), false);
      pair(from.get(s), to.get(t++));
      following = from.get(s).offset() + 1;
    }
    ledger.passed(0, targets - t);
    deletions.removeIf(record -> record.offset() >= limits.sourceTo());
    for (; t < targets; t++) {
      keepJudged(insertions, to.get(t), limits.targetTo());
    }
    long next = sources < from.size() ? from.get(sources).offset() : following;
    flush(deletions, insertions, next, ended && !limits.sealed());
    drop(sources, targets);
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

  private void flush(
      List<Fingerprint> deletions, List<Fingerprint> insertions, long next, boolean open) {
    if (!deletions.isEmpty() || !insertions.isEmpty()) {
      long at = places.start(deletions, insertions, next);
      ledger.hunk(new Hunk(at, deletions, insertions, open));
      deletions.clear();
      insertions.clear();
    }
  }
}
