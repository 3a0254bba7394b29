package io.strait.replicator.engine;

import io.strait.replicator.wire.AbortedData;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.ControlMarker;
import io.strait.replicator.wire.FetchedPartition;
import io.strait.replicator.wire.Frame;
import io.strait.replicator.wire.Piece;
import io.strait.replicator.wire.Rebuilt;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Turns fetched batches into steps, in source order and without a gap between them: committed
 * records to append, ranges without data to fill, or the reason to stop. No I/O; the pump's thread.
 */
final class Intake {
  /** What is rebuilt grows: behind so many bytes of it the rest of an answer is fetched again. */
  private static final long MOST_REBUILT = 4 << 20;

  private final LinkIdentity identity;
  private final Rewriting rewriting;
  private final CopyPolicy policy;
  private final IntFunction<Frame> heap;
  private final Map<RewriteReason, Long> rewritten = new EnumMap<>(RewriteReason.class);
  private long next;
  private int lastEpoch;
  private long abortedRecords;
  private long droppedRecords;
  private boolean stopped;
  private long rebuiltBytes;
  private boolean again;
  private Optional<String> waits = Optional.empty();

  /**
   * Begins at source offset {@code next}.
   *
   * @param heap counts so many bytes of what is rebuilt until the frame is released
   * @param policy what becomes of transactions and of what cannot be copied
   * @param lastEpoch leader epoch of the source's batch before it, or -1
   */
  Intake(
      LinkIdentity identity,
      Rewriting rewriting,
      IntFunction<Frame> heap,
      CopyPolicy policy,
      long next,
      int lastEpoch) {
    this.heap = heap;
    this.identity = identity;
    this.rewriting = rewriting;
    this.policy = policy;
    this.next = next;
    this.lastEpoch = lastEpoch;
  }

  /** Next source offset to fetch. */
  long next() {
    return next;
  }

  /** Leader epoch of the last batch taken in, or -1. */
  int lastEpoch() {
    return lastEpoch;
  }

  /** Records dropped because their transaction was aborted. */
  long abortedRecords() {
    return abortedRecords;
  }

  /** Records that a filter or transform left out. */
  long droppedRecords() {
    return droppedRecords;
  }

  /** Why the record at {@link #next} cannot be taken in yet, as of the last {@link #take}. */
  Optional<String> waits() {
    return waits;
  }

  /** Records that went through the record path, by reason. */
  Map<RewriteReason, Long> rewritten() {
    return rewritten;
  }

  /** So many records in small batches became one batch. */
  void merged(int records) {
    rewritten.merge(RewriteReason.MERGED, (long) records, Long::sum);
  }

  /**
   * Takes in what a fetch from {@link #next} brought; a step that keeps the frame retains it.
   * Leaves out the rest, to be fetched again, where a batch is damaged for the first time or much
   * had to be rebuilt.
   */
  void take(FetchedPartition part, Frame frame, Consumer<Step> steps) {
    AbortedData aborted = new AbortedData(part.aborted());
    ByteBuffer records = part.records();
    int at = 0;
    int size = BatchHeader.wholeSize(records, at, records.limit());
    again = false;
    waits = Optional.empty();
    rebuiltBytes = 0;
    while (size > 0 && !stopped && !again && rebuiltBytes < MOST_REBUILT) {
      Batch batch = new Batch(records, at, size, frame);
      if (PassCheck.isCurrent(records, at)) {
        take(batch, aborted.isAborted(records, at, size), steps);
      } else {
        rebuild(batch, RewriteReason.OLD_FORMAT, steps);
      }
      at += size;
      size = BatchHeader.wholeSize(records, at, records.limit());
    }
  }

  private void take(Batch batch, boolean isAborted, Consumer<Step> steps) {
    if (PassCheck.isBehind(batch.buffer, batch.at, next)) {
      return;
    }
    // Compaction removes whole batches, too.
    fillTo(BatchHeader.baseOffset(batch.buffer, batch.at), steps);
    long end = BatchHeader.lastOffset(batch.buffer, batch.at) + 1;
    if (isAborted) {
      abortedRecords += BatchHeader.count(batch.buffer, batch.at);
      fillTo(end, steps);
    } else if (endsTransaction(batch)) {
      end(batch, steps);
    } else if (PassCheck.isWithoutData(batch.buffer, batch.at)) {
      fillTo(end, steps);
    } else {
      takeData(batch, steps);
    }
    // Of a batch that is fetched again something may have been taken.
    boolean any = !again || next > BatchHeader.baseOffset(batch.buffer, batch.at);
    lastEpoch = any ? BatchHeader.leaderEpoch(batch.buffer, batch.at) : lastEpoch;
  }

  private void takeData(Batch batch, Consumer<Step> steps) {
    Optional<Halt> loop = PassCheck.loop(identity, batch.buffer, batch.at);
    if (loop.isPresent()) {
      stop(loop.get(), steps);
      return;
    }
    Optional<RewriteReason> reason = rewriting.reason(batch.buffer, batch.at, batch.size, next);
    if (reason.isEmpty()) {
      batch.frame.retain();
      append(batch, batch.buffer, batch.at, batch.size, Optional.of(batch.frame), steps);
      return;
    }
    rebuild(batch, reason.get(), steps);
  }

  private void rebuild(Batch batch, RewriteReason reason, Consumer<Step> steps) {
    Rebuilt rebuilt = rewriting.rebuild(batch.buffer, batch.at, batch.size, next);
    if (rebuilt instanceof Rebuilt.Made made) {
      for (Piece piece : made.pieces()) {
        take(batch, piece, reason, steps);
      }
      droppedRecords += made.dropped();
      fillTo(stopped ? next : made.next(), steps);
      waits = made.waits();
      again |= waits.isPresent();
    } else if (rebuilt instanceof Rebuilt.Damaged damaged) {
      damaged(batch, damaged.why(), steps);
    }
  }

  private void take(Batch batch, Piece piece, RewriteReason reason, Consumer<Step> steps) {
    if (stopped) {
      return;
    }
    fillTo(piece.firstOffset(), steps);
    if (piece instanceof Piece.Run run) {
      int size = run.batch().limit();
      append(batch, run.batch(), 0, size, Optional.of(onHeap(size)), steps);
      rewritten.merge(reason, (long) run.count(), Long::sum);
    } else if (piece instanceof Piece.Poison poison && policy.deadLetters()) {
      putAside(next + 1, DeadLetter.of(poison), steps);
    } else if (piece instanceof Piece.Poison poison) {
      stop(PassCheck.poison(next, poison.reason()), steps);
    }
  }

  private void damaged(Batch batch, String why, Consumer<Step> steps) {
    if (rewriting.damage().isNew(next)) {
      again = true;
      return;
    }
    // Where it ends is known only if its header makes sense.
    if (policy.deadLetters() && PassCheck.isDense(batch.buffer, batch.at)) {
      putAside(
          BatchHeader.lastOffset(batch.buffer, batch.at) + 1,
          DeadLetter.of(batch.buffer, batch.at, batch.size, why),
          steps);
    } else {
      stop(PassCheck.damaged(next, why), steps);
    }
  }

  private void putAside(long to, DeadLetter letter, Consumer<Step> steps) {
    steps.accept(new Step.Letter(next, to, letter, onHeap(letter.size())));
    next = to;
  }

  private Frame onHeap(int bytes) {
    rebuiltBytes += bytes;
    return heap.apply(bytes);
  }

  private void append(
      Batch of, ByteBuffer buffer, int at, int size, Optional<Frame> frame, Consumer<Step> steps) {
    int count = BatchHeader.count(buffer, at);
    long newest = BatchHeader.maxTimestamp(buffer, at);
    boolean again =
        isFaithful()
            && PassCheck.isCurrent(of.buffer, of.at)
            && BatchHeader.isTransactional(of.buffer, of.at);
    long transaction = again ? BatchHeader.producerId(of.buffer, of.at) : Step.Append.PLAIN;
    steps.accept(new Step.Append(buffer, at, size, next, count, newest, transaction, frame));
    next += count;
  }

  private boolean isFaithful() {
    return policy.transactions() == TransactionRule.FAITHFUL;
  }

  private boolean endsTransaction(Batch batch) {
    return isFaithful() && ControlMarker.isEnd(batch.buffer, batch.at, batch.size);
  }

  private void end(Batch batch, Consumer<Step> steps) {
    boolean commit = !ControlMarker.isAbort(batch.buffer, batch.at, batch.size);
    steps.accept(new Step.End(next, BatchHeader.producerId(batch.buffer, batch.at), commit));
    next++;
  }

  /** The source holds nothing between here and {@code to}. */
  void nothingBefore(long to, Consumer<Step> steps) {
    fillTo(to, steps);
  }

  private void fillTo(long to, Consumer<Step> steps) {
    if (to > next) {
      steps.accept(new Step.Fill(next, to));
      next = to;
    }
  }

  private void stop(Halt halt, Consumer<Step> steps) {
    stopped = true;
    steps.accept(new Step.Stop(halt));
  }

  /** One batch of the answer. */
  private record Batch(ByteBuffer buffer, int at, int size, Frame frame) {}
}
