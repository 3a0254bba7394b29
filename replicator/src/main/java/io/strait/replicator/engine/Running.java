package io.strait.replicator.engine;

import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.BatchRebuild;
import io.strait.replicator.wire.FetchPosition;
import io.strait.replicator.wire.FetchedPartition;
import io.strait.replicator.wire.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Copies: fetched batches wait here for their turn, stamped with the link's next sequence. */
final class Running implements Stage.Feeding {
  private static final short EPOCH = 0;
  private static final long PAUSE_MILLIS = 100;

  private final PumpContext context;
  private final PartitionCopy copy;
  private final int node;
  private final Deque<Outgoing> queue = new ArrayDeque<>();
  private long queuedBytes;
  private long nextFetch;
  private int nextSequence;
  private boolean remembered;
  private int lastEpoch;
  private long pausedUntil;
  private Optional<Halt> obstacle = Optional.empty();
  private Optional<String> problem = Optional.empty();

  Running(PumpContext context, PartitionCopy copy, Resume.Run start, int node) {
    this.context = context;
    this.copy = copy;
    this.node = node;
    this.nextFetch = start.offset();
    this.nextSequence = start.sequence();
    this.remembered = start.remembered();
    this.lastEpoch = start.sourceEpoch();
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
    return problem;
  }

  @Override
  public void leave() {
    queue.forEach(Outgoing::release);
    queue.clear();
    queuedBytes = 0;
  }

  @Override
  public void advance(long now) {
    // What lies before the obstacle is copied first.
    if (obstacle.isPresent() && queue.isEmpty() && copy.unanswered() == 0) {
      copy.halt(obstacle.get());
    }
  }

  /** Where to fetch next, if more is wanted now. */
  Optional<FetchPosition> wanted(long now) {
    boolean enough = queuedBytes >= context.options().queueBytesPerPartition();
    return enough || obstacle.isPresent() || now < pausedUntil || isPaused()
        ? Optional.empty()
        : Optional.of(
            new FetchPosition(
                copy.pair().source(), copy.pair().sourceTopicId(), nextFetch, lastEpoch));
  }

  /** Takes over what a fetch from {@code offset} brought; stale answers are left alone. */
  void fetched(long offset, FetchedPartition part, Frame frame) {
    if (offset != nextFetch) {
      return;
    }
    if (!part.outcome().ok()) {
      refused(part);
      return;
    }
    problem = Optional.empty();
    copy.observed(part.logStart(), part.lastStable());
    if (part.diverged()) {
      obstacle = Optional.of(truncated());
      return;
    }
    ByteBuffer records = part.records();
    int at = 0;
    int size = BatchHeader.wholeSize(records, at, records.limit());
    while (size > 0 && accept(records, at, size, frame)) {
      at += size;
      size = BatchHeader.wholeSize(records, at, records.limit());
    }
  }

  /** The connection to the source's leader broke. */
  void fetchFailed(String why) {
    problem = Optional.of(why);
    pausedUntil = context.now() + PAUSE_MILLIS;
  }

  /**
   * A target that does not remember the link takes any first sequence: were the first batch refused
   * and a second one already on its way, the second would land in the first one's place. So the
   * first goes alone.
   */
  @Override
  public int nextBytes() {
    Outgoing next = queue.peekFirst();
    boolean mustWait = !remembered && copy.unanswered() > 0;
    return next == null || mustWait ? 0 : next.size();
  }

  @Override
  public long readyBytes() {
    return nextBytes() == 0 ? 0 : queuedBytes;
  }

  @Override
  public Outgoing take() {
    Outgoing batch = queue.removeFirst();
    queuedBytes -= batch.size();
    BatchHeader.stamp(batch.buffer(), batch.at(), context.identity().dataId(), EPOCH, nextSequence);
    nextSequence = Sequences.plus(nextSequence, batch.count());
    return batch;
  }

  @Override
  public void acknowledged(Outgoing batch) {
    remembered = true;
    copy.copied(batch);
  }

  private boolean isPaused() {
    return context.flow().isPaused(copy.pair().source().topic());
  }

  private boolean accept(ByteBuffer records, int at, int size, Frame frame) {
    if (PassCheck.isBehind(records, at, nextFetch)) {
      return true;
    }
    obstacle = PassCheck.refusal(context.identity(), records, at, nextFetch);
    if (obstacle.isPresent()) {
      return false;
    }
    if (PassCheck.needsRebuild(records, at, nextFetch)) {
      return rebuild(records, at, size);
    }
    frame.retain();
    enqueue(records, at, size, Optional.of(frame));
    lastEpoch = BatchHeader.leaderEpoch(records, at);
    return true;
  }

  private boolean rebuild(ByteBuffer records, int at, int size) {
    Optional<ByteBuffer> made = BatchRebuild.from(records, at, size, nextFetch);
    made.ifPresent(batch -> enqueue(batch, 0, batch.limit(), Optional.empty()));
    obstacle =
        made.isPresent() ? Optional.empty() : Optional.of(PassCheck.notRebuildable(nextFetch));
    lastEpoch = BatchHeader.leaderEpoch(records, at);
    return made.isPresent();
  }

  private void enqueue(ByteBuffer buffer, int at, int size, Optional<Frame> frame) {
    int count = BatchHeader.count(buffer, at);
    long newest = BatchHeader.maxTimestamp(buffer, at);
    queue.addLast(new Outgoing(buffer, at, size, nextFetch, count, newest, frame));
    queuedBytes += size;
    nextFetch += count;
  }

  private void refused(FetchedPartition part) {
    if (part.outcome().answer() == Answer.OUT_OF_RANGE) {
      copy.doubt("the source no longer has offset " + nextFetch);
      return;
    }
    context.source().refreshSoon();
    pausedUntil = context.now() + PAUSE_MILLIS;
    problem =
        part.outcome().answer() == Answer.MOVED
            ? Optional.empty()
            : Optional.of("source: " + part.outcome().text());
  }

  private Halt truncated() {
    return new Halt(
        Halt.Cause.SOURCE_TRUNCATED,
        "the source rewrote its log before offset "
            + nextFetch
            + " (unclean leader election); the target may hold records that the source lost");
  }
}
