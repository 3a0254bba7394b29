package io.strait.replicator.engine;

import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.ControlMarker;
import io.strait.replicator.wire.DenseRun;
import io.strait.replicator.wire.FetchedPartition;
import io.strait.replicator.wire.Frame;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Turns fetched batches into steps, in source order and without a gap between them: committed
 * records to append, ranges without data to fill, or the reason to stop. No I/O; the pump's thread.
 */
final class Intake {
  private final LinkIdentity identity;
  private final DenseRuns recordPath;
  private final TransactionRule transactions;
  private final Map<RewriteReason, Long> rewritten = new EnumMap<>(RewriteReason.class);
  private long next;
  private int lastEpoch;
  private long abortedRecords;
  private boolean stopped;

  /**
   * Begins at source offset {@code next}.
   *
   * @param lastEpoch leader epoch of the source's batch before it, or -1
   */
  Intake(
      LinkIdentity identity,
      DenseRuns recordPath,
      TransactionRule transactions,
      long next,
      int lastEpoch) {
    this.identity = identity;
    this.recordPath = recordPath;
    this.transactions = transactions;
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

  /** Records that went through the record path, by reason. */
  Map<RewriteReason, Long> rewritten() {
    return rewritten;
  }

  /** Takes in what a fetch from {@link #next} brought; a step that keeps the frame retains it. */
  void take(FetchedPartition part, Frame frame, Consumer<Step> steps) {
    AbortedData aborted = new AbortedData(part.aborted());
    ByteBuffer records = part.records();
    int at = 0;
    int size = BatchHeader.wholeSize(records, at, records.limit());
    while (size > 0 && !stopped) {
      Optional<Halt> old = PassCheck.oldFormat(records, at);
      if (old.isPresent()) {
        stop(old.get(), steps);
      } else {
        boolean isAborted = aborted.isAborted(records, at, size);
        take(new Batch(records, at, size, frame), isAborted, steps);
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
      takeData(batch, end, steps);
    }
    lastEpoch = BatchHeader.leaderEpoch(batch.buffer, batch.at);
  }

  private void takeData(Batch batch, long end, Consumer<Step> steps) {
    Optional<Halt> loop = PassCheck.loop(identity, batch.buffer, batch.at);
    if (loop.isPresent()) {
      stop(loop.get(), steps);
      return;
    }
    Optional<RewriteReason> reason = PassCheck.rewrite(batch.buffer, batch.at, next);
    if (reason.isEmpty()) {
      batch.frame.retain();
      append(batch, batch.buffer, batch.at, batch.size, Optional.of(batch.frame), steps);
      return;
    }
    Optional<List<DenseRun>> runs = recordPath.of(batch.buffer, batch.at, batch.size, next);
    if (runs.isEmpty()) {
      stop(PassCheck.damaged(batch.buffer, batch.at), steps);
      return;
    }
    for (DenseRun run : runs.get()) {
      fillTo(run.from(), steps);
      append(batch, run.batch(), 0, run.batch().limit(), Optional.empty(), steps);
      rewritten.merge(reason.get(), (long) run.count(), Long::sum);
    }
    fillTo(end, steps);
  }

  private void append(
      Batch of, ByteBuffer buffer, int at, int size, Optional<Frame> frame, Consumer<Step> steps) {
    int count = BatchHeader.count(buffer, at);
    long newest = BatchHeader.maxTimestamp(buffer, at);
    boolean again = isFaithful() && BatchHeader.isTransactional(of.buffer, of.at);
    long transaction = again ? BatchHeader.producerId(of.buffer, of.at) : Step.Append.PLAIN;
    steps.accept(new Step.Append(buffer, at, size, next, count, newest, transaction, frame));
    next += count;
  }

  private boolean isFaithful() {
    return transactions == TransactionRule.FAITHFUL;
  }

  private boolean endsTransaction(Batch batch) {
    return isFaithful() && ControlMarker.isEnd(batch.buffer, batch.at, batch.size);
  }

  private void end(Batch batch, Consumer<Step> steps) {
    boolean commit = !ControlMarker.isAbort(batch.buffer, batch.at, batch.size);
    steps.accept(new Step.End(next, BatchHeader.producerId(batch.buffer, batch.at), commit));
    next++;
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
