package io.strait.replicator.engine;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.wire.EndKind;
import io.strait.replicator.wire.OffsetAt;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.RangeRead;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Somebody else wrote into the target: waits until nothing is unanswered, reads what landed where,
 * and has the partition go on with mapped offsets. Owned by the pump's thread.
 */
final class Survey implements Stage.Reading {
  private final PumpContext context;
  private final PartitionCopy copy;
  private final long from;
  private final List<Sent> sent;
  private final String why;
  private long notBefore;
  private boolean busy;
  private boolean left;
  private Optional<String> problem;

  /**
   * @param from first target offset in doubt
   * @param sent all that was on its way, in order
   */
  Survey(PumpContext context, PartitionCopy copy, long from, List<Sent> sent, String why) {
    this.context = context;
    this.copy = copy;
    this.from = from;
    this.sent = sent;
    this.why = why;
    this.problem = Optional.of(why);
  }

  /**
   * From where on the target must be read.
   *
   * @param targetEnd behind everything that was acknowledged at its place
   * @param landed where the next batch landed instead; before {@code targetEnd}, the target has
   *     lost what it had acknowledged
   */
  static long firstInDoubt(long targetEnd, long landed) {
    return Math.min(targetEnd, Math.max(0, landed));
  }

  @Override
  public PartitionState state() {
    return PartitionState.RESOLVING;
  }

  @Override
  public Optional<String> problem() {
    return problem;
  }

  @Override
  public void leave() {
    left = true;
  }

  @Override
  public void advance(long now) {
    if (busy || now < notBefore || !copy.isOver(now)) {
      return;
    }
    Optional<Integer> leader = context.target().leader(copy.pair().target());
    if (leader.isEmpty()) {
      failed("target has no leader known yet");
      return;
    }
    busy = true;
    int node = leader.get();
    Consumer<Long> withStart =
        start ->
            end(
                node,
                EndKind.LOG_END,
                end -> end(node, EndKind.HIGH_WATERMARK, hw -> read(node, start, end, hw)));
    end(node, EndKind.LOG_START, withStart);
  }

  private void end(int node, EndKind kind, Consumer<Long> next) {
    context
        .targetPeer()
        .offset(
            node,
            copy.pair().target(),
            kind,
            new Answer<>(OffsetAt::outcome, at -> next.accept(at.offset())));
  }

  private void read(int node, long start, long end, long highWatermark) {
    if (highWatermark < end) {
      failed("records at the target's log end are not replicated yet");
      return;
    }
    ConflictMap map =
        new ConflictMap(
            context.identity().dataId(), copy.offsets().map().truncatedTo(from), from, sent);
    // What the target has deleted meanwhile cannot be told any more.
    readFrom(node, Math.max(start, from), end, map);
  }

  private void readFrom(int node, long offset, long end, ConflictMap map) {
    if (offset >= end) {
      copy.charted(map.upTo(end), map.missing(), why);
      return;
    }
    context
        .targetPeer()
        .read(
            node,
            copy.pair().target(),
            copy.pair().targetTopicId(),
            offset,
            false,
            new Answer<>(
                RangeRead::outcome,
                part -> {
                  part.records().stream().filter(held -> held.offset() < end).forEach(map::see);
                  readFrom(node, part.next() > offset ? part.next() : end, end, map);
                }));
  }

  private void failed(String text) {
    busy = false;
    problem = Optional.of(text);
    notBefore = copy.pause();
    context.target().refreshSoon();
  }

  /** One answer of the reading; late ones are ignored. */
  private final class Answer<T> implements Reply<T> {
    private final Function<T, Outcome> outcome;
    private final Consumer<T> next;

    Answer(Function<T, Outcome> outcome, Consumer<T> next) {
      this.outcome = outcome;
      this.next = next;
    }

    @Override
    public void answered(T value) {
      if (left) {
        return;
      }
      Outcome said = outcome.apply(value);
      if (said.ok()) {
        next.accept(value);
      } else {
        Survey.this.failed(FaultKind.of(said.exception()) + ": " + said.text());
      }
    }

    @Override
    public void failed(WireFailure failure) {
      if (!left) {
        Survey.this.failed(failure.kind() + ": " + failure);
      }
    }
  }
}
