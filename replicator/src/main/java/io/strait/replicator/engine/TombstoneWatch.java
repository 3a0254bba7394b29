package io.strait.replicator.engine;

import io.strait.replicator.wire.EndKind;
import io.strait.replicator.wire.KeysRead;
import io.strait.replicator.wire.OffsetAt;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Knows until when the copy of a compacted partition has missed no tombstone, and says when that is
 * so long ago that it may have.
 *
 * <p>A tombstone stays on the source for {@code delete.retention.ms} at the least. So a copy that
 * had read everything at some time, and reads everything again before that is over, has seen every
 * tombstone. From time to time the source's end is asked for; once the copy is there, it had read
 * everything at the time of the question. That time is kept beside the gap ledger, so it outlives
 * the process; it may be stale by a twentieth of the time allowed, of which a tenth is left for
 * clocks that differ. What passes is the longer of what the monotonic and the wall clock say, for
 * the one stands still in a suspended machine, and the other may be set back. Pump's thread.
 *
 * <p>Not guaranteed: that a tombstone is noticed that a source with another's hand on its
 * configuration removed sooner.
 */
final class TombstoneWatch {
  private static final double SAFE = 0.9;
  private static final int LOOKS = 20;
  private static final int MOST_MARKS = 2 * LOOKS;
  private static final long SHORTEST_LOOK = 500;
  private static final long SHORTEST_STORE = 10_000;
  private static final long LONGEST = 3_600_000;

  /**
   * A copy that was never interrupted is not suspected sooner: nobody can keep up with a source
   * that removes tombstones at once.
   */
  private static final long LEAST_MILLIS = 10_000;

  /** So many times as long as a comparison takes nothing is compared again. */
  private static final long COPY_SHARE = 10;

  /** A moment by both clocks, in milliseconds. */
  record Moment(long monotonic, long wall) {}

  /** The source's log ended here then. */
  private record Mark(Moment at, long end) {}

  /**
   * Where the copy began here.
   *
   * @param empty whether the target held nothing
   * @param mapped whether offsets were mapped
   */
  private record Start(Moment at, long source, boolean empty, boolean mapped) {}

  private final PumpContext context;
  private final CopyPair pair;
  private final PartitionLedger ledger;
  private final Deletions deletions = new Deletions();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private Optional<Moment> wholeAt = Optional.empty();
  private long wholeTo;
  private boolean begun;
  private Optional<Start> first = Optional.empty();
  private boolean keysKept;
  private boolean telling;
  private Optional<Moment> comparedAt = Optional.empty();
  private long comparedMillis;
  private Optional<String> doubt = Optional.empty();
  private boolean plain;
  private boolean uninterrupted;
  private boolean onceMore;
  private boolean asking;
  private long nextLook = Long.MIN_VALUE;
  private Optional<Long> stored = Optional.empty();

  TombstoneWatch(PumpContext context, CopyPair pair, PartitionLedger ledger) {
    this.context = context;
    this.pair = pair;
    this.ledger = ledger;
  }

  Deletions deletions() {
    return deletions;
  }

  /** Now. */
  Moment now() {
    return new Moment(context.now(), context.wallMillis());
  }

  /** Whether the copy is known to have been behind for too long; otherwise nothing is known. */
  boolean isOverdue() {
    return doubt.isEmpty() && wholeAt.isPresent();
  }

  /** Why keys are to be compared, one sentence without an end. */
  String why() {
    String kept = "the source keeps tombstones for " + Duration.ofMillis(retention());
    return doubt
        .or(
            () ->
                wholeAt.map(
                    at ->
                        kept
                            + ", but for "
                            + Duration.ofMillis(passed(at))
                            + " the copy had not read it to its end (last at "
                            + Instant.ofEpochMilli(at.wall())
                            + ")"))
        .orElse(kept + ", and nothing says when the copy had last read it to its end");
  }

  /** Source offset before which no tombstone was missed. */
  long wholeTo() {
    return wholeTo;
  }

  /**
   * The copy goes on from these offsets.
   *
   * @param empty whether the target holds nothing
   * @param mapped whether source offsets may go back though the target has lost nothing
   */
  void begins(long source, long target, boolean empty, boolean mapped) {
    deletions.settle(target);
    if (first.isEmpty()) {
      first = Optional.of(new Start(now(), source, empty, mapped));
      keysKept = (empty || keptBefore()) && !changesKeys();
      tellOfChangedKeys();
    } else if (source < wholeTo && !mapped) {
      // The target has lost what it had, tombstones too.
      wholeAt = Optional.empty();
      takeBack();
    }
    wholeTo = Math.min(wholeTo, source);
    begin();
  }

  /** As soon as it is known that the source compacts. */
  private void begin() {
    if (begun || !compacts() || first.isEmpty()) {
      return;
    }
    begun = true;
    Start start = first.get();
    Optional<CaughtUp> known =
        known().filter(one -> one.sourceTopicId().equals(pair.sourceTopicId()));
    if (start.empty()) {
      // Nothing is there yet that could be deleted.
      whole(start.at(), start.source());
    } else {
      known.ifPresent(one -> trust(one, start));
    }
  }

  private void trust(CaughtUp known, Start start) {
    Moment now = now();
    long ago = now.wall() - known.at();
    wholeTo = Math.min(start.source(), known.offset());
    stored = Optional.of(known.at());
    // A clock that was set back tells nothing, nor does what the target has lost since.
    boolean lost = start.source() < known.offset() && !start.mapped();
    if (known.at() == CaughtUp.NEVER) {
      doubt = Optional.of("the mirror may still hold keys that were found to be deleted");
    } else if (ago >= -(1 - SAFE) * retention() && !lost) {
      wholeAt = Optional.of(new Moment(now.monotonic() - ago, known.at()));
    }
  }

  private Optional<CaughtUp> known() {
    return context.memory().caughtUp(pair.target());
  }

  private boolean keptBefore() {
    return known().filter(CaughtUp::keysKept).isPresent();
  }

  private boolean changesKeys() {
    return context.policyChangesKeys(pair.source().topic());
  }

  /** Before the first changed key is on the target: a later configuration may keep them. */
  private void tellOfChangedKeys() {
    if (changesKeys() && keptBefore()) {
      CaughtUp one = known().orElseThrow();
      ledger.note(new CaughtUp(one.target(), one.sourceTopicId(), one.offset(), one.at(), false));
      telling = true;
    }
  }

  /** Whether nothing is to be copied yet, because what it needs to say first is not stored. */
  boolean mustWait() {
    telling = telling && !ledger.isStored();
    return telling;
  }

  /** Why keys of both sides cannot be compared, if so. */
  Optional<String> notComparable() {
    if (changesKeys()) {
      return Optional.of("transforms change keys on the way");
    }
    return keysKept
        ? Optional.empty()
        : Optional.of("nothing proves that keys were never changed on the way");
  }

  /** Keys are to be deleted: until they are, no later owner may rely on what was known. */
  void takeBack() {
    stored = Optional.of(CaughtUp.NEVER);
    ledger.note(
        new CaughtUp(pair.target(), pair.sourceTopicId(), wholeTo, CaughtUp.NEVER, keysKept));
  }

  /** Whether tombstones may have been missed, so that nothing more is to be copied before. */
  boolean isDue() {
    if (!begun || !compacts()) {
      return false;
    }
    return isLate() && hasCopiedSince() || onceMore && !deletions.isPending();
  }

  private boolean isLate() {
    return wholeAt.map(at -> passed(at) >= limit()).orElse(true);
  }

  /** However long a comparison takes, copying takes longer: otherwise it would never go on. */
  private boolean hasCopiedSince() {
    return comparedAt
        .map(at -> passed(at) >= Math.max(COPY_SHARE * comparedMillis, limit()))
        .orElse(true);
  }

  /** How long the source keeps tombstones, in milliseconds. */
  private long retention() {
    return context
        .settings(pair.source().topic())
        .map(SourceSettings::deleteRetentionMs)
        .orElse(0L);
  }

  /** Milliseconds since then. */
  private long passed(Moment at) {
    Moment now = now();
    return Math.max(now.monotonic() - at.monotonic(), now.wall() - at.wall());
  }

  /**
   * The keys of both sides were compared.
   *
   * @param at when that began
   * @param to the source's end then
   * @param complete whether all keys were found that are to be deleted
   */
  void reconciled(Moment at, long to, boolean complete) {
    marks.clear();
    comparedAt = Optional.of(now());
    comparedMillis = passed(at);
    doubt = Optional.empty();
    onceMore = !complete;
    stored = Optional.empty();
    whole(at, complete ? to : wholeTo);
  }

  /**
   * Whether the keys of both sides can be compared, because both compact, and have been since this
   * owner began; if not, they are before anything more is copied.
   */
  boolean mayCompare(TargetTopic target) {
    boolean may =
        compacts()
            && target.compacts()
            && !changesKeys()
            && (keysKept || first.isEmpty() && keptBefore())
            && context.options().policy().reactions().missedTombstones() == Reaction.CONTINUE;
    if (may && comparedAt.isEmpty()) {
      onceMore = true;
      doubt =
          Optional.of(
              "the mirror lacks tombstones that its own cleaner may have removed, and its broker"
                  + " does not remember the link");
    }
    return may;
  }

  /** What is to be deleted has to be found anew. */
  void restart() {
    onceMore |= deletions.isPending();
    deletions.clear();
  }

  /** Looks after the source's end, now and then. */
  void advance(long now, PartitionCopy copy, long copiedTo) {
    Optional<SourceSettings> settings = context.settings(pair.source().topic());
    if (settings.isEmpty() || !(copy.stage() instanceof Running running)) {
      return;
    }
    if (!settings.get().compacts()) {
      plain = true;
      begun = false;
      return;
    }
    if (plain) {
      // What nobody compacts keeps its tombstones.
      plain = false;
      begun = true;
      whole(now(), copiedTo);
    }
    begin();
    if (!isLate() && !isDue()) {
      pass(copiedTo);
      if (!deletions.isPending() && !onceMore) {
        // What was copied in time has nothing to do with what may be missed later.
        wholeTo = Math.max(wholeTo, copiedTo);
      }
      if (now >= nextLook && !asking) {
        look(now, running.isAtRest() && copy.unanswered() == 0, copiedTo);
      }
      store();
    }
  }

  private boolean compacts() {
    return context.settings(pair.source().topic()).filter(SourceSettings::compacts).isPresent();
  }

  private long limit() {
    long safe = (long) (SAFE * retention());
    return uninterrupted ? Math.max(safe, LEAST_MILLIS) : safe;
  }

  private void whole(Moment at, long to) {
    wholeAt = Optional.of(at);
    wholeTo = to;
    uninterrupted = true;
  }

  private void pass(long copiedTo) {
    while (!marks.isEmpty() && marks.peekFirst().end() <= copiedTo) {
      Mark reached = marks.removeFirst();
      whole(reached.at(), reached.end());
    }
  }

  private void look(long now, boolean atRest, long copiedTo) {
    nextLook = now + Math.min(LONGEST, Math.max(SHORTEST_LOOK, limit() / LOOKS));
    Optional<Integer> leader = context.source().leader(pair.source());
    if (leader.isEmpty() || marks.size() >= MOST_MARKS) {
      return;
    }
    asking = true;
    Moment at = now();
    boolean committed = context.options().policy().transactions() == TransactionRule.COMMITTED;
    if (atRest && !marks.isEmpty()) {
      // The source shows an end that a copy at rest does not reach: what is before it is removed.
      context
          .sourcePeer()
          .keys(
              leader.get(),
              pair.source(),
              pair.sourceTopicId(),
              copiedTo,
              committed,
              new Seen<>(
                  KeysRead::outcome,
                  read -> {
                    boolean all = !marks.isEmpty() && read.readableEnd() >= marks.peekFirst().end();
                    if (all && read.next() == copiedTo && !read.damaged()) {
                      marks.clear();
                      whole(at, copiedTo);
                    }
                  }));
    } else {
      context
          .sourcePeer()
          .offset(
              leader.get(),
              pair.source(),
              committed ? EndKind.LAST_STABLE : EndKind.HIGH_WATERMARK,
              new Seen<>(OffsetAt::outcome, end -> marks.addLast(new Mark(at, end.offset()))));
    }
  }

  /** Only what needs no deletion any more may be relied on by a later owner. */
  private void store() {
    long every = Math.min(LONGEST, Math.max(SHORTEST_STORE, retention() / LOOKS));
    if (deletions.isPending() || onceMore || wholeAt.isEmpty()) {
      return;
    }
    long at = wholeAt.get().wall();
    if (stored.isEmpty() || at - stored.get() >= every || at < stored.get()) {
      stored = Optional.of(at);
      ledger.note(new CaughtUp(pair.target(), pair.sourceTopicId(), wholeTo, at, keysKept));
    }
  }

  /** An answer; without one the next look asks again. */
  private final class Seen<T> implements Reply<T> {
    private final Function<T, Outcome> outcome;
    private final Consumer<T> then;

    Seen(Function<T, Outcome> outcome, Consumer<T> then) {
      this.outcome = outcome;
      this.then = then;
    }

    @Override
    public void answered(T value) {
      asking = false;
      if (outcome.apply(value).ok()) {
        then.accept(value);
      }
    }

    @Override
    public void failed(WireFailure failure) {
      asking = false;
    }
  }
}
