package io.strait.replicator.engine;

import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.EndKind;
import io.strait.replicator.wire.OffsetAt;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.Peer;
import io.strait.replicator.wire.RangeRead;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.util.Optional;

/**
 * Fills a gap with lone abort markers.
 *
 * <p>Nothing numbers markers, so nothing else of the partition is on its way meanwhile, one request
 * goes at a time, and the log's true end behind it says how far it got. Where the log grew by more
 * than was asked for, it is read: an extra marker of the link's is as good as another, anything
 * else is somebody else's write. Pump's thread.
 */
final class MarkerFill {
  private static final int MARKERS_PER_REQUEST = 400;

  /** What became of a request; told to the stage that asked. */
  interface Listener {
    /** The target's log ends here now, and nothing but markers was added to it. */
    void filledTo(long end);

    /** Somebody else wrote to the target behind the gap's beginning. */
    void disturbed(String what);

    /** The link may not write markers; none was written. */
    void notAuthorized(String why);

    /** A later owner of the link writes to the partition. */
    void superseded(String why);

    /** Markers may have been written or not. */
    void unknown(String why);
  }

  private final PumpContext context;
  private final PartitionCopy copy;
  private final int node;
  private final Listener listener;

  MarkerFill(PumpContext context, PartitionCopy copy, int node, Listener listener) {
    this.context = context;
    this.copy = copy;
    this.node = node;
    this.listener = listener;
  }

  /** Writes the next markers of the gap {@code [from, to)}; the target's log ends at from. */
  void write(long from, long to) {
    if (!context.ownership().holds()) {
      // Nothing numbers markers: only the owner may write them. The next turn asks again.
      return;
    }
    copy.sent();
    Peer target = context.targetPeer();
    LinkIdentity identity = context.identity();
    int count = (int) Math.min(MARKERS_PER_REQUEST, to - from);
    Written written = new Written(from, from + count);
    target.abortMarkers(
        node,
        copy.pair().target(),
        identity.markerId(),
        identity.ownerEpoch(),
        count,
        context.ownership()::holds,
        written);
    target.offset(node, copy.pair().target(), EndKind.LOG_END, written.end());
  }

  private void over(Written request, Optional<OffsetAt> end) {
    Optional<Outcome> written = request.outcome;
    String problem = request.problem;
    copy.settled(written.isEmpty());
    if (written.isEmpty()) {
      listener.unknown(problem);
    } else if (written.get().answer() == Answer.NOT_AUTHORIZED) {
      listener.notAuthorized(written.get().text());
    } else if (written.get().answer() == Answer.FENCED) {
      listener.superseded(written.get().text());
    } else if (!written.get().ok()) {
      listener.unknown("markers: " + written.get().text());
    } else if (end.isEmpty() || !end.get().outcome().ok()) {
      listener.unknown(end.map(at -> at.outcome().text()).orElse(problem));
    } else if (end.get().offset() > request.to) {
      look(request.from, end.get().offset());
      return;
    } else {
      listener.filledTo(end.get().offset());
    }
  }

  /** Sees whose the surplus is; the log was filled from {@code next} on. */
  private void look(long next, long end) {
    copy.sent();
    context
        .targetPeer()
        .read(
            node,
            copy.pair().target(),
            copy.pair().targetTopicId(),
            next,
            false,
            new Looked(next, end));
  }

  private void looked(long next, long end, RangeRead read) {
    Optional<String> foreign = Surplus.foreign(context.identity(), read, end);
    if (!read.outcome().ok()) {
      listener.unknown("reading a gap that was filled: " + read.outcome().text());
    } else if (foreign.isPresent()) {
      listener.disturbed(foreign.get());
    } else if (read.next() >= end) {
      listener.filledTo(end);
    } else if (read.next() > next) {
      look(read.next(), end);
    } else {
      listener.unknown("the target shows nothing at " + next + " yet, in a gap that was filled");
    }
  }

  /** Both answers of one request; they travel over one connection, in order. */
  private final class Written implements Reply<Outcome> {
    private final long from;
    private final long to;
    private Optional<Outcome> outcome = Optional.empty();
    private String problem = "";

    /** Markers for {@code [from, to)}. */
    Written(long from, long to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public void answered(Outcome value) {
      outcome = Optional.of(value);
    }

    @Override
    public void failed(WireFailure failure) {
      problem = failure.kind() + ": " + failure;
    }

    Reply<OffsetAt> end() {
      return new Reply<>() {
        @Override
        public void answered(OffsetAt at) {
          over(Written.this, Optional.of(at));
        }

        @Override
        public void failed(WireFailure failure) {
          problem = failure.kind() + ": " + failure;
          over(Written.this, Optional.empty());
        }
      };
    }
  }

  /** The answer to one reading of the surplus. */
  private final class Looked implements Reply<RangeRead> {
    private final long next;
    private final long end;

    Looked(long next, long end) {
      this.next = next;
      this.end = end;
    }

    @Override
    public void answered(RangeRead read) {
      copy.settled(false);
      looked(next, end, read);
    }

    @Override
    public void failed(WireFailure failure) {
      copy.settled(false);
      listener.unknown(failure.kind() + ": " + failure);
    }
  }
}
