package io.strait.replicator.engine;

import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.wire.HeldKey;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copy of a compacted partition was behind for so long that the source may have removed
 * tombstones before they were copied: compares the keys of both sides, enters the matter in the gap
 * ledger, and has the partition go on with what is to be deleted. Nothing is copied meanwhile.
 *
 * <p>A crash at any time comes here again: until the last deletion is on the target nothing says
 * that no tombstone was missed, and a key whose tombstone is there is not found again. Pump's
 * thread.
 */
final class Reconciling implements Stage.Reading {
  private static final Logger log = LoggerFactory.getLogger(Reconciling.class);

  /** Memory of one comparison for keys of each side: 8 MiB, for 350,000 keys a round. */
  private static final int MOST_SLOTS = 1 << 19;

  private static final int MOST_BYTES = 4 << 20;

  private final PumpContext context;
  private final PartitionCopy copy;
  private final TombstoneWatch watch;
  private final long copiedTo;
  private final long targetEnd;
  private final String why;
  private Optional<KeyCompare> compare = Optional.empty();
  private Optional<KeyRead> reading = Optional.empty();
  private TombstoneWatch.Moment begunAt;
  private OptionalLong sourceEnd = OptionalLong.empty();
  private long sourceHolds;
  private boolean left;
  private boolean entered;

  /**
   * @param copiedTo the target holds all of the source before this offset
   * @param targetEnd the target's log end
   */
  Reconciling(PumpContext context, PartitionCopy copy, long copiedTo, long targetEnd) {
    this.context = context;
    this.copy = copy;
    this.watch = copy.tombstones();
    this.copiedTo = copiedTo;
    this.targetEnd = targetEnd;
    this.begunAt = watch.now();
    this.why = watch.why();
  }

  @Override
  public PartitionState state() {
    return PartitionState.RESOLVING;
  }

  @Override
  public Optional<String> problem() {
    String where = reading.map(KeyRead::text).orElse("waits for its turn");
    return Optional.of("tombstones may have been missed, keys are compared: " + where);
  }

  @Override
  public void leave() {
    left = true;
    reading.ifPresent(KeyRead::cancel);
    context.comparisons().remove(copy);
  }

  @Override
  public void advance(long now) {
    if (context.options().policy().reactions().missedTombstones() == Reaction.HALT) {
      copy.halt(new Halt(Halt.Cause.MISSED_TOMBSTONES, refusal()));
    } else if (entered) {
      goOnOnceStored();
    } else if (watch.notComparable().isPresent()) {
      notCompared(watch.notComparable().get());
    } else if (compare.isPresent()) {
      reading.ifPresent(read -> read.advance(now));
    } else if (copy.mayMeetAnEarlierOwner(now)) {
      copy.awaitEarlierOwner();
    } else if (context.comparisons().enter(copy)) {
      begin();
    }
  }

  private void begin() {
    begunAt = watch.now();
    long since = copy.offsets().map().targetOf(watch.wholeTo(), targetEnd).position();
    CopyPolicy policy = context.options().policy();
    KeyCompare.Scope scope =
        new KeyCompare.Scope(
            copiedTo,
            targetEnd,
            copy.offsets().map(),
            since,
            context.identity()::isFill,
            KeyCompare.Scope.isData(policy, context.identity().dataId()),
            KeyCompare.Scope.counts(policy, copy.pair().source().topic()));
    compare = Optional.of(new KeyCompare(scope, MOST_SLOTS, MOST_BYTES));
    readSource();
  }

  /** A key that cannot be compared may live: none is deleted. */
  private void notCompared(String because) {
    compare = Optional.empty();
    context.comparisons().remove(copy);
    enter(watch.wholeTo(), why + "; " + because + ", so none were compared");
  }

  private void readSource() {
    KeyCompare keys = compare.orElseThrow();
    boolean committed = context.options().policy().transactions() == TransactionRule.COMMITTED;
    KeyRead.Place place =
        new KeyRead.Place(
            context.source(),
            context.sourcePeer(),
            copy.pair().source(),
            copy.pair().sourceTopicId(),
            committed);
    read(
        place,
        sourceEnd,
        copiedTo,
        new KeyRead.Reader(
            keys::retainedFrom,
            keys::source,
            (holds, end) -> {
              sourceHolds = Math.min(holds, end);
              sourceEnd = OptionalLong.of(end);
              readTarget(keys::target, this::found);
            },
            copy::doubt,
            this::notCompared));
  }

  private void readTarget(Consumer<HeldKey> each, Runnable then) {
    KeyRead.Place place =
        new KeyRead.Place(
            context.target(),
            context.targetPeer(),
            copy.pair().target(),
            copy.pair().targetTopicId(),
            false);
    read(
        place,
        OptionalLong.of(targetEnd),
        targetEnd,
        new KeyRead.Reader(
            start -> {}, each, (holds, end) -> then.run(), copy::doubt, this::notCompared));
  }

  private void found() {
    KeyCompare keys = compare.orElseThrow();
    if (keys.hasFound()) {
      readTarget(keys::name, this::round);
    } else {
      round();
    }
  }

  private void read(KeyRead.Place place, OptionalLong to, long atLeast, KeyRead.Reader reader) {
    reading.ifPresent(KeyRead::cancel);
    KeyRead next = new KeyRead(context, place, to, atLeast, reader);
    reading = Optional.of(next);
    next.advance(context.now());
  }

  private void round() {
    if (left) {
      return;
    }
    KeyCompare keys = compare.orElseThrow();
    if (keys.nextRound()) {
      readSource();
      return;
    }
    long deleted = keys.missed().size() + keys.written();
    log.atInfo()
        .addKeyValue("link", context.identity().link().name())
        .addKeyValue("partition", copy.pair().source())
        .addKeyValue("records", keys.seen())
        .addKeyValue("toDelete", keys.missed().size())
        .addKeyValue("deletedBefore", keys.written())
        .addKeyValue("complete", keys.isComplete())
        .log("Keys of a compacted partition compared");
    if (deleted == 0 && !watch.isOverdue()) {
      goOn();
      return;
    }
    if (!keys.missed().isEmpty()) {
      watch.takeBack();
    }
    enter(
        watch.wholeTo(),
        why
            + "; "
            + (deleted == 0
                ? "the mirror holds no key that the source has deleted"
                : deleted
                    + (keys.isComplete() ? "" : " or more")
                    + " keys that the source has deleted are deleted on the mirror"));
  }

  private void enter(long from, String detail) {
    long to = Math.max(from, sourceEnd.orElse(copiedTo));
    copy.ledger().enterAnew(GapCause.MISSED_TOMBSTONES, from, to, detail);
    entered = true;
  }

  /** The deletions show on the target; why they are there must be known before. */
  private void goOnOnceStored() {
    if (copy.ledger().isStored()) {
      goOn();
    }
  }

  private void goOn() {
    compare.ifPresent(
        keys -> watch.deletions().load(keys.missed(), sourceEnd.orElseThrow(), sourceHolds));
    watch.reconciled(
        begunAt,
        Math.min(copiedTo, sourceEnd.orElse(copiedTo)),
        compare.map(KeyCompare::isComplete).orElse(true));
    copy.doubt("the keys of both sides were compared");
  }

  private String refusal() {
    return why
        + "; tombstones from source offset "
        + watch.wholeTo()
        + " on may have been missed, so that the mirror keeps keys that the source has deleted; to"
        + " compare the keys and delete these set on.missedTombstones: continue";
  }
}
