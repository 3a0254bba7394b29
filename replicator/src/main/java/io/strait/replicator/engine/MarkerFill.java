package io.strait.replicator.engine;

import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.EndKind;
import io.strait.replicator.wire.OffsetAt;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.Peer;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.util.Optional;

/**
 * Fills a gap with lone abort markers.
 *
 * <p>Nothing numbers markers, so nothing else of the partition is on its way meanwhile, one request
 * goes at a time, and the log's true end behind it says how far it got: inside the gap an extra
 * marker is as good as an own one, and only beyond the gap's end it is a conflict. Pump's thread.
 */
final class MarkerFill {
  private static final int MARKERS_PER_REQUEST = 400;

  /** What became of a request; told to the stage that asked. */
  interface Listener {
    /** The target's log ends here now. */
    void filledTo(long end);

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
  private boolean busy;

  MarkerFill(PumpContext context, PartitionCopy copy, int node, Listener listener) {
    this.context = context;
    this.copy = copy;
    this.node = node;
    this.listener = listener;
  }

  boolean isBusy() {
    return busy;
  }

  /** Writes the next markers of the gap {@code [from, to)}; the target's log ends at from. */
  void write(long from, long to) {
    if (!context.ownership().holds()) {
      // Nothing numbers markers: only the owner may write them. The next turn asks again.
      return;
    }
    busy = true;
    copy.sent();
    Peer target = context.targetPeer();
    LinkIdentity identity = context.identity();
    Written written = new Written();
    target.abortMarkers(
        node,
        copy.pair().target(),
        identity.markerId(),
        identity.ownerEpoch(),
        (int) Math.min(MARKERS_PER_REQUEST, to - from),
        context.ownership()::holds,
        written);
    target.offset(node, copy.pair().target(), EndKind.LOG_END, written.end());
  }

  private void over(Optional<Outcome> written, Optional<OffsetAt> end, String problem) {
    busy = false;
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
    } else {
      listener.filledTo(end.get().offset());
    }
  }

  /** Both answers of one request; they travel over one connection, in order. */
  private final class Written implements Reply<Outcome> {
    private Optional<Outcome> outcome = Optional.empty();
    private String problem = "";

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
          over(outcome, Optional.of(at), problem);
        }

        @Override
        public void failed(WireFailure failure) {
          over(outcome, Optional.empty(), failure.kind() + ": " + failure);
        }
      };
    }
  }
}
