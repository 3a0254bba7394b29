package io.strait.replicator.engine;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.progress.CopyCounts;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.BackOff;
import io.strait.replicator.wire.ProduceAck;
import io.strait.replicator.wire.WireFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mirrored partition: its stage, its counters, and the only place where the stage changes.
 * Owned by the pump's thread.
 */
final class PartitionCopy {
  private static final Logger log = LoggerFactory.getLogger(PartitionCopy.class);

  private final PumpContext context;
  private final CopyPair pair;
  private final BackOff backOff;
  private final Ladder ladder;
  private final Rewriting rewriting;
  private final PutAside putAside;
  private final MapStore offsets;
  private final PartitionLedger ledger;
  private final Guarding guarding;
  private final TombstoneWatch tombstones;
  private Stage stage;
  private int unanswered;
  private boolean fillerStays;
  private Optional<String> refusedAccess = Optional.empty();
  private long sourceLogStart = -1;
  private long sourceLogEnd = -1;
  private long copiedTo = -1;
  private long targetEnd = -1;
  private long recordsCopied;
  private long bytesCopied;
  private long delayMillis = -1;
  private long gapOffsets;
  private Taken takenBefore = Taken.NOTHING;
  private Taken taken = Taken.NOTHING;

  PartitionCopy(PumpContext context, CopyPair pair) {
    this.context = context;
    this.pair = pair;
    this.backOff =
        new BackOff(
            context.options().wire().backOff().toMillis(),
            context.options().wire().backOffMax().toMillis());
    this.ladder = new Ladder(context.options().policy());
    this.rewriting = Rewriting.of(context, pair);
    this.offsets = new MapStore(context, pair.target());
    this.ledger = new PartitionLedger(context, pair);
    this.putAside = new PutAside(context, pair.target(), ledger);
    this.guarding =
        new Guarding(
            context.producerExpiry(),
            context.options().agedSettle(),
            context::now,
            context::wallMillis);
    this.tombstones = new TombstoneWatch(context, pair, ledger);
    this.stage = new Resolving(context, this, Optional.empty(), context.now());
  }

  CopyPair pair() {
    return pair;
  }

  MapStore offsets() {
    return offsets;
  }

  Ladder ladder() {
    return ladder;
  }

  /** What the mirror topic demands. */
  TargetTopic demands() {
    return context.targetTopics().of(pair.target().topic());
  }

  /** What went to the dead-letter topic. */
  PutAside putAside() {
    return putAside;
  }

  Rewriting rewriting() {
    return rewriting;
  }

  PartitionLedger ledger() {
    return ledger;
  }

  TombstoneWatch tombstones() {
    return tombstones;
  }

  Stage stage() {
    return stage;
  }

  /** Requests of any stage that carry a batch of this partition and have no answer yet. */
  int unanswered() {
    return unanswered;
  }

  void advance(long now) {
    watchIdentity();
    offsets.advance(now);
    ledger.advance(now);
    stage.advance(now);
    putAside.advance(now);
    tombstones.advance(now, this, copiedTo);
  }

  PartitionProgress progress() {
    return new PartitionProgress(
        pair.source(),
        pair.target(),
        stage.state(),
        ladder.mode(),
        ladder.reason(),
        guarding.state(),
        sourceLogStart,
        sourceLogEnd,
        copiedTo,
        targetEnd,
        recordsCopied,
        bytesCopied,
        delayMillis,
        counts(),
        stage.problem().or(() -> refusedAccess).or(putAside::problem).or(ledger::problem));
  }

  void observed(long logStart, long logEnd) {
    sourceLogStart = logStart >= 0 ? logStart : sourceLogStart;
    sourceLogEnd = logEnd >= 0 ? logEnd : sourceLogEnd;
  }

  /** Nothing of the partition is fetched or sent from now on; it ends when {@link #isOver}. */
  void end() {
    enter(new Leaving(), "Partition goes to another engine");
    rewriting.close();
  }

  /** Whether nothing that was sent can reach the target any more, unless it is refused there. */
  boolean isOver(long now) {
    return unanswered == 0 && guarding.isQuiet(now) && offsets.isStored();
  }

  /**
   * Whether the target itself refuses what is not the next batch, before and behind one whose
   * newest record has this timestamp.
   */
  boolean guards(long timestamp) {
    return guarding.guards(timestamp);
  }

  /**
   * A batch with this newest record timestamp is next and nothing is unanswered: where an earlier
   * owner's last request may still land in its place, waits until that is over and reads again.
   */
  void beforeSending(long timestamp) {
    if (guarding.mayMeetAnEarlierOwner(timestamp, context.ownerEpoch())) {
      awaitEarlierOwner();
    }
  }

  // ---- transitions

  void run(Resume.Run start, ResumeFacts facts, int node) {
    if (start.hidePadding() && !fillerStays) {
      hideFiller(start.target(), node);
      return;
    }
    if (guarding.mayMeetAnEarlierOwner(start, facts, context.ownerEpoch())) {
      awaitEarlierOwner();
      return;
    }
    copiedTo = start.source();
    targetEnd = start.target();
    takenBefore = takenBefore.plus(taken);
    taken = Taken.NOTHING;
    if (facts.fills().any()) {
      ladder.filled();
    }
    if (!facts.map().isEqual()) {
      mapFromHere("offsets are mapped since an earlier gap or conflict");
    }
    if (facts.map() != offsets.map()) {
      // What lies behind the target's end is void.
      offsets.keep(facts.map());
    }
    guarding.starts(start, facts);
    boolean empty = facts.target().start() >= targetEnd;
    tombstones.begins(copiedTo, targetEnd, empty, ladder.mode() == OffsetMode.MAPPED);
    enter(new Running(context, this, start, facts, node), "Partition runs");
  }

  /** Reads both sides once nothing of an earlier owner can land any more. */
  void awaitEarlierOwner() {
    enter(
        new Resolving(
            context,
            this,
            Optional.of(
                "the target may not remember the link: an earlier owner's last request might"
                    + " still land"),
            guarding.earlierOwnerIsOver()),
        "Partition waits until an earlier owner's requests are over");
  }

  /** The source no longer has what comes next. */
  void lost(Resume.Lost range, ResumeFacts facts, int node) {
    enter(new Losing(context, this, range, facts, node), "Source no longer has what comes next");
  }

  /** Whether a source that rewrote its log is followed: only where offsets may be mapped. */
  boolean goesOnWhenTruncated() {
    return context.options().policy().followsTruncated();
  }

  /** Whether an earlier owner's last batch may still land, in the place of other records now. */
  boolean mayMeetAnEarlierOwner(long now) {
    return context.ownerEpoch() > 1 && now < guarding.earlierOwnerIsOver();
  }

  /** The source rewrote its log behind the copy; the target's log ends at {@code targetEnd}. */
  void diverged(Resume.Diverged where, long targetEnd) {
    enter(new Diverging(this, where, targetEnd), "Source rewrote its log");
  }

  void pad(Resume.Pad range, int node) {
    enter(new Padding(context, this, range, node), "Partition is padded to the source's log start");
  }

  void halt(Halt halt) {
    enter(new Halted(halt), "Partition halted");
  }

  /**
   * Somebody else wrote to the target.
   *
   * @param from first target offset that may be another's
   * @param sent what of the link's data was on its way
   */
  void conflict(Halt halt, long from, List<Sent> sent) {
    if (!mayMapAround() || !(stage instanceof Running)) {
      halt(halt);
      return;
    }
    enter(
        new Survey(context, this, from, sent, halt.toString()),
        "Partition finds out what another writer did");
  }

  /** Whether offsets may be mapped around what somebody else wrote. */
  boolean mayMapAround() {
    return context.options().policy().mapsAroundConflicts();
  }

  /** What landed where is known, and what is missing on the target, if only its place. */
  void charted(OffsetMap map, OffsetRange missing, String why) {
    ledger.enter(GapCause.OFFSET_CONFLICT, missing.from(), missing.to(), why);
    offsets.keep(map);
    tombstones.restart();
    mapFromHere(why);
    doubt(why);
  }

  /** Nothing is sent any more until the target was read again. */
  void doubt(String why) {
    enter(
        new Resolving(context, this, Optional.of(why), pause()),
        "Partition reads its resume point again");
  }

  /** Deletes the filler before {@code offset} and reads the target again. */
  void hideFiller(long offset, int node) {
    context.targetPeer().deleteRecords(node, pair.target(), offset, new Padding.Hidden(this));
  }

  /** The target does not allow the filler before its log's data to be deleted. */
  void fillerStays() {
    fillerStays = true;
  }

  /** End of the next pause between two readings. */
  long pause() {
    backOff.failed(context.now());
    return backOff.overAt();
  }

  // ---- requests

  void sent() {
    unanswered++;
  }

  /**
   * The answer to something that carries no batch, or its loss: then it may land late, and no
   * sequence refuses it.
   */
  void settled(boolean outcomeUnknown) {
    unanswered--;
    if (outcomeUnknown) {
      guarding.outcomeUnknown();
    }
  }

  void answered(Stage.Feeding sender, Outgoing batch, ProduceAck ack) {
    unanswered--;
    batch.release();
    if (stage != sender) {
      return;
    }
    if (ack.outcome().ok() && ack.baseOffset() == batch.base()) {
      backOff.succeeded();
      refusedAccess = Optional.empty();
      sender.acknowledged(batch);
    } else if (ack.outcome().ok()) {
      List<Sent> sent = sender instanceof Running running ? running.onTheirWay() : List.of();
      long from = Survey.firstInDoubt(targetEnd, ack.baseOffset());
      conflict(misplaced(batch, ack.baseOffset()), from, sent);
    } else {
      refused(batch, ack);
    }
  }

  void lost(Stage.Feeding sender, Outgoing batch, WireFailure failure) {
    unanswered--;
    guarding.lost(batch);
    batch.release();
    context.target().refreshSoon();
    if (stage == sender) {
      doubt(failure.kind() + ": " + failure);
    }
  }

  void copied(Outgoing batch) {
    copiedTo = batch.next();
    targetEnd = batch.targetNext();
    recordsCopied += batch.count();
    putAside.copied();
    rewriting.refusals().passed(copiedTo);
    rewriting.damage().passed(copiedTo);
    bytesCopied += batch.size();
    delayMillis = Math.max(0, context.wallMillis() - batch.maxTimestamp());
    guarding.copied(batch.maxTimestamp());
  }

  void padded(long to) {
    copiedTo = to;
    targetEnd = to;
  }

  /** So many offsets without data, up to source offset {@code to}, are taken up on the target. */
  void filled(long to, long offsets) {
    copiedTo = to;
    targetEnd += offsets;
    gapOffsets += offsets;
    ladder.filled();
  }

  /** So many offsets are taken up on the target by what the source does not hold. */
  void appended(long offsets) {
    targetEnd += offsets;
  }

  /** Equal offsets are given up for good. */
  void mapFromHere(String why) {
    if (ladder.mode() != OffsetMode.MAPPED) {
      ladder.mapped(why);
      log.atWarn()
          .addKeyValue("link", context.identity().link().name())
          .addKeyValue("partition", pair.source())
          .addKeyValue("copiedTo", copiedTo)
          .addKeyValue("why", why)
          .log("Partition's offsets are mapped from here on");
    }
  }

  /** Everything before source offset {@code to} is on the target or holds no data. */
  void passed(long to) {
    copiedTo = to;
  }

  /** What the intake of the running stage has seen so far. */
  void tookIn(Intake intake) {
    taken =
        new Taken(intake.abortedRecords(), intake.droppedRecords(), Map.copyOf(intake.rewritten()));
  }

  private CopyCounts counts() {
    Taken all = takenBefore.plus(taken);
    Map<String, Long> rewritten = new TreeMap<>();
    all.rewritten().forEach((reason, records) -> rewritten.put(reason.name(), records));
    return new CopyCounts(
        gapOffsets,
        all.aborted(),
        all.dropped(),
        putAside.stored(),
        rewritten,
        tombstones.deletions().written(),
        ledger.size(),
        ledger.lostOffsets());
  }

  private void refused(Outgoing batch, ProduceAck ack) {
    context.target().refreshSoon();
    if (batch.filler() && ack.outcome().answer() == Answer.FENCED) {
      throw new IllegalStateException("a later owner of the link writes to " + pair.target());
    }
    String text = "target answered " + ack.outcome().text() + " at offset " + batch.base();
    Answer answer = ack.outcome().answer();
    if (answer == Answer.DAMAGED && rewriting.damage().isNew(batch.from())) {
      doubt(text + "; it is fetched again");
      return;
    }
    boolean ofRecord = answer == Answer.RECORD_REFUSED || answer == Answer.DAMAGED;
    if (ofRecord && isPutAside(batch)) {
      rewriting.refusals().note(batch, ack);
      doubt(text);
      return;
    }
    if (ofRecord || answer == Answer.BATCH_REFUSED) {
      halt(
          new Halt(
              Halt.Cause.BATCH_REFUSED,
              text
                  + " to a batch of "
                  + batch.count()
                  + " records in "
                  + batch.size()
                  + " bytes; compare max.message.bytes and message.timestamp.* of both topics"));
    } else if (answer == Answer.NOT_AUTHORIZED) {
      refusedAccess = Optional.of(FaultKind.NEEDS_HUMAN + ": " + text);
      doubt(refusedAccess.get());
    } else {
      doubt(text);
    }
  }

  private boolean isPutAside(Outgoing batch) {
    return context.options().policy().deadLetters() && !batch.filler();
  }

  private Halt misplaced(Outgoing batch, long actual) {
    return new Halt(
        Halt.Cause.FOREIGN_WRITE,
        "the batch for offset "
            + batch.base()
            + " landed at "
            + actual
            + ": somebody else writes to "
            + pair.target());
  }

  private void watchIdentity() {
    if (!(stage instanceof Halted)) {
      TopicWatch.changed(context, pair)
          .filter(halt -> !Superseded.waits(context, this, halt))
          .ifPresent(this::halt);
    }
  }

  void enter(Stage next, String message) {
    if (stage instanceof Stage.Final) {
      return;
    }
    Stage left = stage;
    stage = next;
    left.leave();
    (next instanceof Halted ? log.atWarn() : log.atInfo())
        .addKeyValue("link", context.identity().link().name())
        .addKeyValue("partition", pair.source())
        .addKeyValue("copiedTo", copiedTo)
        .addKeyValue("why", next.problem().orElse("-"))
        .log(message);
  }
}
