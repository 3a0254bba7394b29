package io.strait.replicator.engine;

import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.FetchPosition;
import io.strait.replicator.wire.FetchedPartition;
import io.strait.replicator.wire.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Copies: what was fetched waits here as steps for its turn. Records are stamped with the link's
 * next sequence; a gap is filled once nothing before it is unanswered, and nothing behind it is
 * sent before it is filled.
 */
final class Running implements Stage.Feeding {
  private static final short EPOCH = 0;
  private static final long PAUSE_MILLIS = 100;
  private static final int FILLER_BYTES = 1_000;

  private final PumpContext context;
  private final PartitionCopy copy;
  private final int node;
  private final Intake intake;
  private final StepQueue queue = new StepQueue();
  private final MarkerFill markers;
  private final FillerTurn fillers;
  private final LetterTurn letters;
  private final Merging merging;
  private final FaithfulTurn transactions;
  private final Mapping mapping;
  private final DeletionTurn deletions;
  private final Deque<Sent> onTheirWay = new ArrayDeque<>();
  private boolean stopAhead;
  private final long begunAt;
  private long nextTarget;
  private int nextSequence;
  private boolean remembered;
  private boolean fillerOnItsWay;
  private boolean unguardedOnItsWay;
  private long pausedUntil;
  private Optional<String> problem = Optional.empty();

  Running(PumpContext context, PartitionCopy copy, Resume.Run start, ResumeFacts facts, int node) {
    this.context = context;
    this.copy = copy;
    this.node = node;
    long first = Math.max(start.source(), facts.source().start());
    this.intake =
        new Intake(
            context.identity(),
            copy.rewriting(),
            context.pool()::onHeap,
            context.options().policy(),
            first,
            start.sourceEpoch());
    this.markers = new MarkerFill(context, copy, node, new Markers());
    this.fillers = new FillerTurn(context::identity, context::wallMillis, facts.fills().filler());
    this.transactions = new FaithfulTurn(context, copy, this);
    this.merging = new Merging(context.merge(), context.pool()::onHeap);
    this.letters = new LetterTurn(context, copy, this, this::skip);
    this.mapping = new Mapping(copy.offsets());
    this.deletions = new DeletionTurn(context, copy, fillers, queue);
    this.begunAt = start.target();
    this.nextTarget = start.target();
    this.nextSequence = start.sequence();
    this.remembered = start.remembered();
    if (first > start.source()) {
      // The ledger says why they are lost.
      enqueue(new Step.Fill(start.source(), first));
    }
  }

  @Override
  public PartitionState state() {
    return isPaused() ? PartitionState.PAUSED : PartitionState.RUNNING;
  }

  @Override
  public int node() {
    return node;
  }

  @Override
  public Optional<String> problem() {
    return problem.or(() -> copy.offsets().problem());
  }

  @Override
  public void leave() {
    queue.clear();
  }

  @Override
  public void advance(long now) {
    if (mayLackTombstones()) {
      return;
    }
    deletions.advance(intake, nextTarget, this::enqueue);
    mapAhead();
    sendTransactional();
    if (copy.unanswered() > 0) {
      return;
    }
    if (queue.peek() instanceof Step.Append append) {
      copy.beforeSending(append.maxTimestamp());
    } else if (queue.peek() instanceof Step.End end) {
      transactions.end(end, nextTarget, growth -> ended(end, growth));
    } else if (queue.peek() instanceof Step.Stop stop) {
      copy.halt(stop.halt());
    } else if (queue.peek() instanceof Step.Fill gap) {
      passGap(gap);
    } else if (queue.peek() instanceof Step.Letter letter) {
      letters.advance(letter);
    }
  }

  /** The target never gets the letter in front: it is stored, and so is the ledger's entry. */
  private void skip() {
    if (queue.peek() instanceof Step.Letter letter) {
      queue.replace(new Step.Fill(letter.from(), letter.to()));
    }
  }

  /** Where to fetch next, if more is wanted now; letters are stored before more are found. */
  Optional<FetchPosition> wanted(long now) {
    boolean enough = queue.holdsLetters() || queue.bytes() >= context.queueLimit();
    boolean held = isPaused() || copy.tombstones().isDue() || copy.tombstones().mustWait();
    return enough || stopAhead || now < pausedUntil || held
        ? Optional.empty()
        : Optional.of(
            new FetchPosition(
                copy.pair().source(),
                copy.pair().sourceTopicId(),
                intake.next(),
                intake.lastEpoch()));
  }

  /** Whether it holds nothing and waits for nothing but the source: only a fetch brings news. */
  boolean isAtRest() {
    return queue.peek() == null;
  }

  /** Takes over what a fetch from {@code offset} brought; stale answers are left alone. */
  void fetched(long offset, FetchedPartition part, Frame frame) {
    if (offset != intake.next()) {
      return;
    }
    if (!part.outcome().ok()) {
      refused(part);
      return;
    }
    problem = Optional.empty();
    copy.observed(part.logStart(), readable(part));
    if (part.diverged()) {
      diverged();
      return;
    }
    intake.take(part, frame, this::enqueue);
    copy.tookIn(intake);
    problem = intake.waits();
    pausedUntil = problem.isPresent() ? context.now() + PAUSE_MILLIS : pausedUntil;
  }

  private long readable(FetchedPartition part) {
    return context.options().policy().transactions() == TransactionRule.FAITHFUL
        ? part.highWatermark()
        : part.lastStable();
  }

  /** The connection to the source's leader broke. */
  void fetchFailed(String why) {
    problem = Optional.of(why);
    pausedUntil = context.now() + PAUSE_MILLIS;
  }

  /**
   * A target that does not remember the link takes any first sequence: were the first batch refused
   * and a second one already on its way, the second would land in the first one's place. So the
   * first goes alone. So does every batch while the target may forget the link at any moment, or
   * may do so once it has that batch; these only an owner may send. So do fillers: they are
   * numbered apart from the data before and behind them.
   */
  @Override
  public int nextBytes() {
    if (queue.peek() instanceof Step.Append append) {
      boolean held = !isMappable(append) || deletions.precede(append);
      if (append.isTransactional() || held || mustWait(append)) {
        return 0;
      }
      int size = merges() ? (int) Math.min(Merging.MOST_BYTES, queue.bytes()) : append.size();
      return Math.max(size, append.size());
    }
    boolean filler =
        queue.peek() instanceof Step.Delete
            ? deletions.mayGoBehind(nextTarget)
            : queue.peek() instanceof Step.Fill gap && isByRecords(gap);
    boolean mayFill = filler && copy.unanswered() == 0 && context.ownership().holds();
    return mayFill ? FILLER_BYTES : 0;
  }

  private boolean mustWait(Step.Append append) {
    boolean guarded = copy.guards(append.maxTimestamp());
    boolean alone =
        !guarded || unguardedOnItsWay || !remembered || fillerOnItsWay || transactions.isBusy();
    return alone && copy.unanswered() > 0 || !guarded && !context.ownership().holds();
  }

  @Override
  public long readyBytes() {
    return nextBytes() == 0 ? 0 : Math.max(queue.bytes(), FILLER_BYTES);
  }

  @Override
  public Outgoing take() {
    Outgoing batch = queue.peek() instanceof Step.Append ? stamped() : filler(queue.peek());
    nextTarget = batch.targetNext();
    dropGaps();
    return batch;
  }

  @Override
  public void acknowledged(Outgoing batch) {
    if (batch.filler()) {
      fillerOnItsWay = false;
      boolean mapped = deletions.acknowledged() && isMapped();
      if (mapped) {
        copy.appended(batch.count());
      } else {
        copy.filled(batch.next(), batch.count());
      }
    } else {
      boolean own = !transactions.acknowledged(batch);
      if (own) {
        remembered = true;
        onTheirWay.removeFirst();
      }
      copy.copied(batch);
    }
  }

  /** The link's batches that were sent and not acknowledged, in order. */
  List<Sent> onTheirWay() {
    return List.copyOf(onTheirWay);
  }

  private boolean isMapped() {
    return copy.ladder().mode() == OffsetMode.MAPPED;
  }

  private boolean isMappable(Step.Append append) {
    return !isMapped() || mapping.admits(append.from(), nextTarget);
  }

  /** Mapped: nothing is filled, and what follows a gap waits until its place is stored. */
  private void mapAhead() {
    if (!isMapped()) {
      return;
    }
    dropGaps();
    if (queue.peek() instanceof Step.Append append && !isMappable(append)) {
      mapping.prepare(queue, nextTarget);
    } else if (queue.peek() == null && copy.unanswered() == 0) {
      copy.passed(intake.next());
    }
  }

  private void dropGaps() {
    while (isMapped() && queue.peek() instanceof Step.Fill) {
      queue.remove();
    }
  }

  private void sendTransactional() {
    while (queue.peek() instanceof Step.Append append
        && append.isTransactional()
        && isMappable(append)
        && !deletions.precede(append)
        && transactions.admits(append, nextTarget)) {
      queue.remove();
      nextTarget = transactions.send(append, nextTarget).targetNext();
    }
  }

  /** A source transaction without data in this partition leaves nothing but its end to fill. */
  private void ended(Step.End end, Surplus.Growth growth) {
    switch (growth) {
      case NONE -> queue.replace(new Step.Fill(end.at(), end.at() + 1));
      case END -> {
        queue.remove();
        nextTarget++;
        copy.appended(1);
        copy.passed(end.at() + 1);
      }
      case FOREIGN ->
          copy.conflict(
              foreign("something else lies where a transaction was to end, at " + nextTarget),
              nextTarget,
              List.of());
    }
  }

  private Outgoing stamped() {
    Step.Append append = next();
    BatchHeader.stamp(
        append.buffer(), append.at(), context.identity().dataId(), EPOCH, nextSequence);
    unguardedOnItsWay = !copy.guards(append.maxTimestamp());
    onTheirWay.addLast(new Sent(nextSequence, append.from(), append.count()));
    nextSequence = Sequences.plus(nextSequence, append.count());
    return new Outgoing(
        append.buffer(),
        append.at(),
        append.size(),
        nextTarget,
        append.from(),
        append.count(),
        append.maxTimestamp(),
        false,
        append.frame());
  }

  private Step.Append next() {
    long before = queue.size();
    Step.Append append = merging.take(queue, merges() ? copy.demands().maxBatchBytes() : 0);
    if (before - queue.size() > 1) {
      intake.merged(append.count());
      copy.tookIn(intake);
    }
    return append;
  }

  /** What the target refused in one batch must not be sent in one batch again. */
  private boolean merges() {
    return merging.isOn()
        && !copy.rewriting().refusals().any()
        && !copy.tombstones().deletions().isPending();
  }

  private Outgoing filler(Step step) {
    fillerOnItsWay = true;
    if (!(step instanceof Step.Fill gap)) {
      return deletions.behind(nextTarget);
    }
    Outgoing batch =
        deletions.fits(gap)
            ? deletions.into(gap, nextTarget)
            : fillers.take(gap.from(), gap.to(), nextTarget);
    queue.shorten(batch.next());
    return batch;
  }

  private boolean isByRecords(Step.Fill gap) {
    return deletions.fits(gap) || copy.ladder().way(gap) == Ladder.FillBy.RECORDS;
  }

  /** Begins to find out, if nothing was sent yet; otherwise it is for the stage that follows. */
  private boolean mayLackTombstones() {
    if (isPaused() || !copy.tombstones().isDue()) {
      return false;
    }
    String why = "Source may have removed tombstones that were not copied";
    if (copy.unanswered() == 0 && nextTarget == begunAt) {
      copy.enter(new Reconciling(context, copy, copy.progress().copiedTo(), nextTarget), why);
    } else {
      copy.doubt(why);
    }
    return true;
  }

  /** Nothing is unanswered before the gap. */
  private void passGap(Step.Fill gap) {
    Ladder.Way way = deletions.fits(gap) ? Ladder.FillBy.RECORDS : copy.ladder().way(gap);
    if (way == Ladder.FillBy.MARKERS) {
      markers.write(gap.from(), gap.to());
    } else if (way instanceof Ladder.StopBefore stop) {
      copy.halt(stop.halt());
    } else if (way instanceof Ladder.MapFromHere map) {
      copy.mapFromHere(map.why());
    }
  }

  private void enqueue(Step step) {
    stopAhead |= step instanceof Step.Stop;
    if (step instanceof Step.Append append) {
      merging.saw(append);
    }
    queue.add(step);
  }

  private boolean isPaused() {
    return context.flow().isPaused(copy.pair().source().topic());
  }

  private void refused(FetchedPartition part) {
    if (part.outcome().answer() == Answer.OUT_OF_RANGE) {
      copy.doubt("the source no longer has offset " + intake.next());
      return;
    }
    context.source().refreshSoon();
    pausedUntil = context.now() + PAUSE_MILLIS;
    problem =
        part.outcome().answer() == Answer.MOVED
            ? Optional.empty()
            : Optional.of("source: " + part.outcome().text());
  }

  private void diverged() {
    if (copy.goesOnWhenTruncated()) {
      copy.doubt(truncated().toString());
    } else {
      enqueue(new Step.Stop(truncated()));
    }
  }

  private Halt truncated() {
    return new Halt(
        Halt.Cause.SOURCE_TRUNCATED,
        "the source rewrote its log before offset "
            + intake.next()
            + " (unclean leader election); the target may hold records that the source lost");
  }

  /** What becomes of the markers of the gap in front. */
  private final class Markers implements MarkerFill.Listener {
    @Override
    public void filledTo(long end) {
      if (copy.stage() != Running.this || !(queue.peek() instanceof Step.Fill gap)) {
        return;
      }
      if (end > gap.to()) {
        copy.conflict(overshot(gap.to(), end), gap.from(), List.of());
      } else if (end > gap.from()) {
        queue.shorten(end);
        nextTarget = end;
        copy.filled(end, end - gap.from());
      } else {
        copy.doubt("markers were written but the target's log still ends at " + end);
      }
    }

    @Override
    public void disturbed(String what) {
      if (copy.stage() == Running.this && queue.peek() instanceof Step.Fill gap) {
        String text = what + " lies where a gap was filled from " + gap.from() + " on";
        copy.conflict(foreign(text), gap.from(), List.of());
      }
    }

    @Override
    public void notAuthorized(String why) {
      copy.ladder().markersRefused(why);
    }

    @Override
    public void superseded(String why) {
      throw new IllegalStateException(
          "a later owner of the link writes to " + copy.pair().target() + " (" + why + ")");
    }

    @Override
    public void unknown(String why) {
      if (copy.stage() == Running.this) {
        copy.doubt(why);
      }
    }
  }

  private Halt overshot(long wanted, long end) {
    return foreign(
        "the target's log was to end at "
            + wanted
            + " but ends at "
            + end
            + " after a gap was filled");
  }

  private Halt foreign(String text) {
    return new Halt(
        Halt.Cause.FOREIGN_WRITE, text + ": somebody else writes to " + copy.pair().target());
  }
}
