package io.strait.validator.align;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps the books of a walk: what matched, by how much it was shifted, and what found no partner
 * yet. Open entries are bounded; when there are too many, those at hand are settled early, and a
 * record that moved farther than that is then named MISSING here and DUPLICATE there. Confined to
 * one thread.
 */
public final class Ledger {
  private final Places places;
  private final int capacity;
  private final Function<Set<Long>, Map<Long, Fingerprint>> sourceHolds;
  private final Consumer<Difference> sink;
  private final List<Hunk> hunks = new ArrayList<>();
  private int entries;
  private long matched;
  private long shifted;
  private long behind;
  private long firstBehind = Long.MAX_VALUE;
  private long explainedShift;
  private long furthest = -1;
  private boolean clean = true;
  private Pairs pairs = (source, target) -> {};

  /**
   * Starts empty.
   *
   * @param capacity most records without a partner held at a time
   * @param sourceHolds given hashes, full or of the content, answers with a source record for each
   *     of them that occurs; may read the whole range, so it is asked once per settlement
   * @param sink receives each difference once
   */
  public Ledger(
      OffsetRelation relation,
      int capacity,
      Function<Set<Long>, Map<Long, Fingerprint>> sourceHolds,
      Consumer<Difference> sink) {
    this(Places.at(relation), capacity, sourceHolds, sink);
  }

  /** Starts empty, with places of either kind; see the other constructor. */
  public Ledger(
      Places places,
      int capacity,
      Function<Set<Long>, Map<Long, Fingerprint>> sourceHolds,
      Consumer<Difference> sink) {
    this.places = places;
    this.capacity = capacity;
    this.sourceHolds = sourceHolds;
    this.sink = sink;
  }

  /** Hears of pairs. */
  @FunctionalInterface
  public interface Pairs {
    /** Both stand for each other, and so did all records before them on both sides. */
    void proven(Fingerprint source, Fingerprint target);
  }

  /** From now on, tells of each pair while nothing has parted the logs. */
  public void telling(Pairs listener) {
    this.pairs = listener;
  }

  /** Whether nothing has parted the logs so far. */
  public boolean isClean() {
    return clean;
  }

  /** Where records stand. */
  public Places places() {
    return places;
  }

  /** Records that stand for each other, among them those walked over one by one only. */
  public long matched() {
    return matched;
  }

  /** Matched records that do not stand at the offset that the relation demands. */
  public long shifted() {
    return shifted;
  }

  /** The highest source offset of a match; -1 when there was none. */
  public long furthest() {
    return furthest;
  }

  /** Source records behind the last target record, which may still come; after {@link #settle}. */
  public long behind() {
    return behind;
  }

  /** Source offset of the first of them; {@link Long#MAX_VALUE} when there is none. */
  public long firstBehind() {
    return firstBehind;
  }

  /** Both records are the same. */
  void matched(Fingerprint source, Fingerprint target) {
    matched++;
    furthest = Math.max(furthest, source.offset());
    long distance = places.distance(source, target);
    if (distance != 0) {
      shifted++;
      if (distance != explainedShift) {
        clean = false;
        emit(FindingCode.SHIFTED, at(source, target), source, target);
      }
    }
    explainedShift = distance;
    if (clean) {
      pairs.proven(source, target);
    }
  }

  /**
   * So many records are the same, each in the place that is claimed; the pairs are not told.
   *
   * @param lastSource the highest source offset among them, or behind them without a record
   */
  public void matched(long lastSource, int count) {
    matched += count;
    furthest = Math.max(furthest, lastSource);
    explainedShift = 0;
  }

  /** Unpaired records stand before the next pair: the shift they account for. */
  void passed(long deletions, long insertions) {
    explainedShift += insertions - deletions;
  }

  /** Takes what found no partner. */
  void hunk(Hunk hunk) {
    clean = false;
    places.opened(hunk);
    hunks.add(hunk);
    entries += hunk.size();
    if (entries > capacity) {
      settle();
    }
  }

  /** The target ended before this source record: it and all that follow may still come. */
  void endedBefore(Fingerprint source, long sourceTo) {
    behind += sourceTo - source.offset();
    firstBehind = Math.min(firstBehind, source.offset());
  }

  /** Names everything that is still open; call once more at the end of the walk. */
  public void settle() {
    Settlement settlement = new Settlement(hunks, places, sourceHolds);
    settlement.moved().forEach(pair -> emit(FindingCode.REORDERED, pair));
    settlement.changed().forEach(this::emitChange);
    settlement.duplicates().forEach(this::emitDuplicate);
    settlement.corrupt().forEach(this::emitAlike);
    settlement.duplicatesByContent().forEach(this::emitDuplicate);
    settlement.foreign().forEach(this::emitForeign);
    settlement.missing().forEach(this::emitMissing);
    List<Fingerprint> notYet = settlement.behind();
    behind += notYet.size();
    notYet.forEach(record -> firstBehind = Math.min(firstBehind, record.offset()));
    hunks.clear();
    places.forget();
    entries = 0;
  }

  private void emitChange(Likeness.Pair pair) {
    if (pair.source().headers() != pair.target().headers()) {
      emitChanged(FindingCode.HEADER, pair);
    }
    if (pair.source().timestamp() != pair.target().timestamp()) {
      emitChanged(FindingCode.TIMESTAMP, pair);
    }
  }

  /** Two records that nothing else paired may yet be equal in key and value. */
  private void emitAlike(Likeness.Pair pair) {
    if (pair.source().sameContent(pair.target())) {
      emitChange(pair);
    } else {
      emitChanged(FindingCode.CORRUPT, pair);
    }
  }

  private void emitMissing(Fingerprint source) {
    sink.accept(
        new Difference(
            FindingCode.MISSING, source.offset(), Optional.of(source), Optional.empty()));
  }

  /** A surplus copy parts the logs where it stands, not where its original does. */
  private void emitDuplicate(Likeness.Pair pair) {
    emit(FindingCode.DUPLICATE, places.toSource(pair.target()), pair.source(), pair.target());
  }

  private void emitForeign(Fingerprint target) {
    long at = places.toSource(target);
    sink.accept(new Difference(FindingCode.FOREIGN, at, Optional.empty(), Optional.of(target)));
  }

  private void emitChanged(FindingCode code, Likeness.Pair pair) {
    long at = places.changedAt(pair.source(), pair.target());
    emit(code, at, pair.source(), pair.target());
  }

  private void emit(FindingCode code, Likeness.Pair pair) {
    emit(code, at(pair.source(), pair.target()), pair.source(), pair.target());
  }

  private void emit(FindingCode code, long at, Fingerprint source, Fingerprint target) {
    sink.accept(new Difference(code, at, Optional.of(source), Optional.of(target)));
  }

  private long at(Fingerprint source, Fingerprint target) {
    return Math.min(source.offset(), places.toSource(target));
  }
}
