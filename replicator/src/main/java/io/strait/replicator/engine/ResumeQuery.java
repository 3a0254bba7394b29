package io.strait.replicator.engine;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.wire.EndKind;
import io.strait.replicator.wire.OffsetAt;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.Peer;
import io.strait.replicator.wire.ProducerView;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One reading of both leaders for one partition.
 *
 * <p>The target's producer state is read before and after its log end over one connection; if it
 * changed in between, somebody is writing and the reading is void. Owned by the pump's thread.
 */
final class ResumeQuery {
  private final PumpContext context;
  private final CopyPair pair;
  private final int sourceNode;
  private final int targetNode;
  private final PartitionCopy copy;
  private final Consumer<ResumeFacts> done;
  private final BiConsumer<FaultKind, String> failed;
  private final Map<EndKind, Long> targetEnds = new EnumMap<>(EndKind.class);
  private final Map<EndKind, Long> sourceEnds = new EnumMap<>(EndKind.class);
  private Optional<ProducerView> before = Optional.empty();
  private Optional<ProducerView> after = Optional.empty();
  private Optional<ResumeFacts> facts = Optional.empty();
  private Optional<Tail.Side> sourceTail = Optional.empty();
  private Optional<Tail.Side> targetTail = Optional.empty();
  private int missing;
  private boolean over;

  ResumeQuery(
      PumpContext context,
      PartitionCopy copy,
      int sourceNode,
      int targetNode,
      Consumer<ResumeFacts> done,
      BiConsumer<FaultKind, String> failed) {
    this.context = context;
    this.copy = copy;
    this.pair = copy.pair();
    this.sourceNode = sourceNode;
    this.targetNode = targetNode;
    this.done = done;
    this.failed = failed;
  }

  /** Asks for everything but the tail. */
  void start() {
    missing = 8;
    Peer target = context.targetPeer();
    target.producers(
        targetNode, pair.target(), new Part<>(ProducerView::outcome, v -> before = some(v)));
    ask(target, targetNode, true, EndKind.LOG_END);
    ask(target, targetNode, true, EndKind.HIGH_WATERMARK);
    ask(target, targetNode, true, EndKind.LOG_START);
    target.producers(
        targetNode, pair.target(), new Part<>(ProducerView::outcome, v -> after = some(v)));
    Peer source = context.sourcePeer();
    ask(source, sourceNode, false, EndKind.LOG_START);
    ask(source, sourceNode, false, EndKind.HIGH_WATERMARK);
    ask(source, sourceNode, false, EndKind.LOG_END);
  }

  /** Reads both sides from there to the end; {@link #start} must have ended well. */
  void lookBack(Resume.LookBack from) {
    ResumeFacts known = facts.orElseThrow();
    sourceTail = Optional.empty();
    targetTail = Optional.empty();
    boolean committed = context.options().policy().transactions() == TransactionRule.COMMITTED;
    new TailRead(
            context.identity(),
            new TailRead.Place(
                context.targetPeer(), targetNode, pair.target(), pair.targetTopicId(), false),
            from.target(),
            known.target().end(),
            side -> {
              targetTail = Optional.of(side);
              compared(from.target());
            },
            this::fail)
        .start();
    new TailRead(
            context.identity(),
            new TailRead.Place(
                context.sourcePeer(), sourceNode, pair.source(), pair.sourceTopicId(), committed),
            from.source(),
            Math.min(known.next(), known.source().highWatermark()),
            side -> {
              sourceTail = Optional.of(side);
              compared(from.target());
            },
            this::fail)
        .start();
  }

  private void compared(long targetFrom) {
    if (!over && sourceTail.isPresent() && targetTail.isPresent()) {
      Tail.Side source = sourceTail.get().without(copy.putAside()::holds);
      Tail tail = new Tail(targetFrom, source, targetTail.get());
      done.accept(facts.orElseThrow().with(tail));
    }
  }

  /** Late answers are ignored from now on. */
  void cancel() {
    over = true;
  }

  private void ask(Peer peer, int node, boolean ofTarget, EndKind kind) {
    Map<EndKind, Long> ends = ofTarget ? targetEnds : sourceEnds;
    peer.offset(
        node,
        ofTarget ? pair.target() : pair.source(),
        kind,
        new Part<>(OffsetAt::outcome, at -> ends.put(kind, at.offset())));
  }

  private void arrived() {
    missing--;
    if (missing > 0) {
      return;
    }
    Optional<ProducerView.State> data = state(before, context.identity().dataId());
    Optional<ProducerView.State> padding = state(before, context.identity().paddingId());
    if (!data.equals(state(after, context.identity().dataId()))
        || !padding.equals(state(after, context.identity().paddingId()))
        || !fills(before).equals(fills(after))) {
      fail(FaultKind.RETRIABLE, "somebody appended to the target while it was read");
      return;
    }
    ResumeFacts.Log target = log(targetEnds);
    ResumeFacts read =
        new ResumeFacts(
            context.identity().dataId(),
            data,
            context.identity().paddingId(),
            padding,
            fills(before),
            target,
            log(sourceEnds),
            copy.offsets().map().truncatedTo(target.end()),
            new ResumeFacts.Rules(
                copy.ladder().mode() == OffsetMode.MAPPED,
                copy.mayMapAround(),
                copy.rewriting().edit().filter(edit -> !edit.isIdle()).isPresent(),
                copy.goesOnWhenTruncated()),
            Optional.empty());
    facts = Optional.of(read);
    done.accept(read);
  }

  private static ResumeFacts.Log log(Map<EndKind, Long> ends) {
    return new ResumeFacts.Log(
        ends.get(EndKind.LOG_START), ends.get(EndKind.HIGH_WATERMARK), ends.get(EndKind.LOG_END));
  }

  private static Optional<ProducerView.State> state(Optional<ProducerView> view, long id) {
    return view.flatMap(
        v -> v.states().stream().filter(state -> state.producerId() == id).findFirst());
  }

  private ResumeFacts.Fills fills(Optional<ProducerView> view) {
    boolean any =
        view.stream()
            .flatMap(v -> v.states().stream())
            .anyMatch(state -> context.identity().isFill(state.producerId()));
    return new ResumeFacts.Fills(state(view, context.identity().fillerId()), any);
  }

  private static <T> Optional<T> some(T value) {
    return Optional.of(value);
  }

  private void fail(FaultKind kind, String text) {
    if (!over) {
      over = true;
      failed.accept(kind, text);
    }
  }

  /** One of the answers that make up the facts. */
  private final class Part<T> implements Reply<T> {
    private final Function<T, Outcome> outcome;
    private final Consumer<T> keep;

    Part(Function<T, Outcome> outcome, Consumer<T> keep) {
      this.outcome = outcome;
      this.keep = keep;
    }

    @Override
    public void answered(T value) {
      if (over) {
        return;
      }
      Outcome said = outcome.apply(value);
      if (said.ok()) {
        keep.accept(value);
        arrived();
      } else {
        fail(FaultKind.of(said.exception()), said.text());
      }
    }

    @Override
    public void failed(WireFailure failure) {
      fail(failure.kind(), failure.toString());
    }
  }
}
