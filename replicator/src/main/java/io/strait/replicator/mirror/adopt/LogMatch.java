package io.strait.replicator.mirror.adopt;

import io.strait.replicator.offsets.OffsetMap;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds which source record each record of a mirror is, by content alone, going through both logs
 * once, in order. No I/O; one thread.
 *
 * <p>A mirror that a stopped and restarted MirrorMaker 2 wrote holds the source's records in order;
 * now and then it goes back and repeats a piece, and it may hold records of aborted transactions. A
 * record's first copy is its counterpart; repeats count as not from the source, so that a position
 * behind them translates to what comes next.
 */
final class LogMatch {
  /** How far a repeat may go back: many minutes of a fast partition. */
  static final int BEHIND = 1 << 20;

  /** How many source records may be missing on the mirror in a row. */
  static final int AHEAD = 1 << 16;

  /** How many records decide between two places with the same content. */
  private static final int RUN = 24;

  private static final int CANDIDATES = 6;

  private final EntryWindow source;
  private final EntryWindow target;
  private final long targetEnd;
  private final boolean whole;
  private OffsetMap map = OffsetMap.equalOffsets();
  private long expected;
  private long frontier;
  private long lastTarget = -1;
  private long lastSource = -1;
  private boolean matchedRun;
  private long matched;
  private long repeated;
  private long aborted;
  private long unknown;
  private long early;
  private long missing;
  private long firstSource = -1;
  private long firstTarget = -1;
  private Optional<Long> firstMissing = Optional.empty();
  private Optional<Long> firstUnknown = Optional.empty();
  private Optional<Long> firstRepeat = Optional.empty();
  private Optional<Long> open = Optional.empty();

  /**
   * @param targetEnd the mirror's log end
   * @param whole whether both logs are given from their beginnings; otherwise nothing is said about
   *     what lies before the first pair
   */
  LogMatch(Iterator<HeldEntry> source, Iterator<HeldEntry> target, long targetEnd, boolean whole) {
    this(source, target, targetEnd, whole, BEHIND, AHEAD);
  }

  LogMatch(
      Iterator<HeldEntry> source,
      Iterator<HeldEntry> target,
      long targetEnd,
      boolean whole,
      int behind,
      int ahead) {
    this.source = new EntryWindow(source, behind, ahead);
    this.target = new EntryWindow(target, RUN, RUN);
    this.targetEnd = targetEnd;
    this.whole = whole;
  }

  /** Goes through both logs; at most once. */
  MatchResult run() {
    long place = 0;
    for (Optional<HeldEntry> held = target.at(0); held.isPresent(); held = target.at(place)) {
      take(place, held.get());
      place++;
      target.passed(place);
      source.passed(Math.min(expected, frontier));
    }
    end();
    return new MatchResult(
        map,
        lastSource + 1,
        firstSource,
        firstTarget,
        matched,
        repeated,
        firstRepeat,
        aborted,
        early,
        missing,
        firstMissing,
        unknown,
        firstUnknown,
        open);
  }

  private void take(long place, HeldEntry held) {
    Optional<Long> at =
        isAt(expected, held)
            ? Optional.of(expected)
            : behindAborted(held).or(() -> best(place, held));
    if (at.isEmpty()) {
      notFound(held);
    } else if (at.get() < frontier) {
      repeated++;
      firstRepeat = firstRepeat.or(() -> Optional.of(held.offset()));
      unmatched(held.offset());
      expected = at.get() + 1;
    } else {
      skipped(at.get());
      found(held, source.at(at.get()).orElseThrow());
      expected = at.get() + 1;
      frontier = expected;
    }
  }

  private boolean isAt(long place, HeldEntry held) {
    return source.at(place).filter(held::isSame).isPresent();
  }

  /** What a reader of committed records sees next, if it is this. */
  private Optional<Long> behindAborted(HeldEntry held) {
    long at = expected;
    while (source.at(at).filter(one -> one.state() == HeldEntry.State.ABORTED).isPresent()) {
      at++;
    }
    return isAt(at, held) ? Optional.of(at) : Optional.empty();
  }

  /**
   * Of the places with this content, the one where most of what follows is the same as well; of
   * equals the nearest that is not a repeat, then the latest.
   */
  private Optional<Long> best(long place, HeldEntry held) {
    List<Long> places = source.with(held, frontier);
    long best = -1;
    int longest = 0;
    List<Long> before = places.stream().filter(at -> at < frontier).toList();
    List<Long> candidates =
        Stream.concat(
                places.stream().filter(at -> at >= frontier).limit(CANDIDATES),
                before.subList(Math.max(0, before.size() - CANDIDATES), before.size()).stream()
                    .sorted(Comparator.reverseOrder()))
            .toList();
    for (long at : candidates) {
      int run = run(place, at);
      if (run > longest) {
        longest = run;
        best = at;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(best);
  }

  private int run(long place, long at) {
    int run = 0;
    while (run < RUN && target.at(place + run).filter(next(at + run)).isPresent()) {
      run++;
    }
    return run;
  }

  private Predicate<HeldEntry> next(long at) {
    return held -> isAt(at, held);
  }

  private void notFound(HeldEntry held) {
    if (matched == 0) {
      early++;
    } else {
      unknown++;
      firstUnknown = firstUnknown.or(() -> Optional.of(held.offset()));
    }
    unmatched(held.offset());
  }

  /** Counts what the mirror has not, of what counts. */
  private void skipped(long to) {
    if (matched == 0 && aborted == 0) {
      return;
    }
    for (long at = frontier; at < to; at++) {
      HeldEntry passed = source.at(at).orElseThrow();
      if (passed.state() == HeldEntry.State.COMMITTED) {
        missing++;
        firstMissing = firstMissing.or(() -> Optional.of(passed.offset()));
      }
    }
  }

  private void found(HeldEntry held, HeldEntry original) {
    if (original.state() == HeldEntry.State.OPEN) {
      open = open.or(() -> Optional.of(original.offset()));
    }
    if (original.state() == HeldEntry.State.ABORTED) {
      aborted++;
      unmatched(held.offset());
    } else {
      matched(held.offset(), original.offset());
    }
    lastSource = original.offset();
  }

  private void matched(long at, long from) {
    boolean beside = matchedRun && at - lastTarget == from - lastSource;
    if (matched == 0) {
      begin(at, from);
    } else if (!beside) {
      if (matchedRun && at > lastTarget + 1) {
        map = map.withUnmatched(lastTarget + 1);
      }
      map = map.with(at, from);
    }
    matched++;
    matchedRun = true;
    lastTarget = at;
  }

  /** Before the first pair nothing is known, but equal offsets need not be taken for unequal. */
  private void begin(long at, long from) {
    firstSource = from;
    firstTarget = at;
    if (at != from || !whole && at > 0) {
      map = OffsetMap.equalOffsets().with(0, from).withUnmatched(0).with(at, from);
    } else {
      map = OffsetMap.equalOffsets();
    }
  }

  private void unmatched(long at) {
    if (matchedRun) {
      map = map.withUnmatched(Math.min(at, lastTarget + 1));
    }
    matchedRun = false;
  }

  /** What is to be copied next belongs at the mirror's end. */
  private void end() {
    if (matched == 0) {
      map = lastSource >= 0 ? map.with(0, lastSource + 1).withUnmatched(0) : map;
    } else if (matchedRun && targetEnd > lastTarget + 1) {
      map = map.withUnmatched(lastTarget + 1);
      matchedRun = false;
    }
    if (!matchedRun && lastSource >= 0) {
      map = map.with(targetEnd, lastSource + 1);
    }
  }
}
