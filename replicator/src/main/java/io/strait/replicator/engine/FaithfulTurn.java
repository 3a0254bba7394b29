package io.strait.replicator.engine;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.ProduceAck;
import io.strait.replicator.wire.ProduceBatch;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries the source's transactions out on the target: batches under the twin's producer id, ends
 * at the offsets where the source has them.
 *
 * <p>Two producers' batches are numbered apart, so nothing but the order of sending keeps them
 * apart on the target: batches of one transaction may follow each other without waiting, anything
 * else waits until all before it is acknowledged. Pump's thread.
 */
final class FaithfulTurn implements TwinTransactions.Owner {
  private static final int IN_FLIGHT = 8;

  /** A coordinator that still ends the transaction before; such a batch was not appended. */
  private static final String STILL_ENDING = "CONCURRENT_TRANSACTIONS";

  private final PumpContext context;
  private final PartitionCopy copy;
  private final Stage.Feeding stage;
  private final TwinTransactions twins;
  private final Set<Long> own = new HashSet<>();
  private Twin current;
  private boolean confirmed;
  private boolean ending;
  private boolean looking;
  private long patienceEnds;

  FaithfulTurn(PumpContext context, PartitionCopy copy, Stage.Feeding stage) {
    this.context = context;
    this.copy = copy;
    this.stage = stage;
    this.twins = new TwinTransactions(context, copy.pair(), stage.node(), this);
  }

  /** Whether batches of a transaction have no answer yet. */
  boolean isBusy() {
    return !own.isEmpty();
  }

  /** Whether the batch may be sent now; starts what is missing for it. */
  boolean admits(Step.Append append, long base) {
    if (!context.ownership().holds()) {
      return false;
    }
    Twin twin = twins.of(append.transaction());
    boolean others = copy.unanswered() > own.size() || isBusy() && current != twin;
    if (others || isBusy() && !confirmed || own.size() >= IN_FLIGHT) {
      return false;
    }
    return twin.isReadyToAppend() && isTrusted(twin, base);
  }

  /** Asked while nothing of others is unanswered and the target's log must end at {@code base}. */
  private boolean isTrusted(Twin twin, long base) {
    if (!twin.isTrusted() && !looking) {
      looking = true;
      twins.readLogEnd(
          logEnd -> {
            looking = false;
            if (logEnd == base) {
              twin.trust();
            } else {
              doubt("the target's log ends at " + logEnd + ", not at " + base);
            }
          });
    }
    return twin.isTrusted();
  }

  /** Sends a batch that {@link #admits} has let through, to land at {@code base}. */
  Outgoing send(Step.Append append, long base) {
    Twin twin = twins.of(append.transaction());
    confirmed = current == twin && confirmed && twin.isOpen();
    current = twin;
    int sequence = twin.take(append.count());
    BatchHeader.stampTransactional(
        append.buffer(), append.at(), twin.producerId(), twin.epoch(), sequence);
    Outgoing batch =
        new Outgoing(
            append.buffer(),
            append.at(),
            append.size(),
            base,
            append.from(),
            append.count(),
            append.maxTimestamp(),
            false,
            append.frame());
    copy.sent();
    own.add(base);
    patienceEnds = context.now() + context.options().wire().request().toMillis();
    submit(twin.id(), batch);
    return batch;
  }

  /** Whether the acknowledged batch was one of a transaction. */
  boolean acknowledged(Outgoing batch) {
    boolean mine = own.remove(batch.base());
    confirmed |= mine;
    return mine;
  }

  /**
   * Ends a transaction at the target's log end {@code at}; nothing may be unanswered.
   *
   * @param done gets what the target's log holds there then
   */
  void end(Step.End end, long at, Consumer<Surplus.Growth> done) {
    Twin twin = twins.of(end.producerId());
    if (ending || !context.ownership().holds() || !twin.isKnown() || !isTrusted(twin, at)) {
      return;
    }
    ending = true;
    confirmed = false;
    patienceEnds = context.now() + context.options().wire().request().toMillis();
    if (twin.isOpen()) {
      // The coordinator's answer may name another id for what comes next.
      long producerId = twin.producerId();
      twin.end(end.commit(), () -> awaitMarker(at, producerId, done));
    } else {
      twins.readLogEnd(
          logEnd -> over(logEnd > at ? Surplus.Growth.FOREIGN : Surplus.Growth.NONE, done));
    }
  }

  /** Markers are written after the coordinator's answer. */
  private void awaitMarker(long at, long producerId, Consumer<Surplus.Growth> done) {
    twins.readLog(
        at,
        read -> {
          if (read.next() > at) {
            over(Surplus.Growth.of(read, at, producerId), done);
          } else if (context.now() > patienceEnds) {
            doubt("the end of a transaction is not in the target's log yet");
          } else {
            awaitMarker(at, producerId, done);
          }
        });
  }

  private void over(Surplus.Growth growth, Consumer<Surplus.Growth> done) {
    ending = false;
    done.accept(growth);
  }

  private void submit(String id, Outgoing batch) {
    CopyPair pair = copy.pair();
    ProduceBatch produce =
        new ProduceBatch(
            pair.target(), pair.targetTopicId(), batch.buffer(), batch.at(), batch.size());
    twins
        .peer()
        .produce(
            stage.node(),
            id,
            produce,
            context.options().wire().request().dividedBy(2),
            new Ending(id, batch));
  }

  @Override
  public boolean isCurrent() {
    return copy.stage() == stage;
  }

  @Override
  public void doubt(String why) {
    copy.doubt(why);
  }

  @Override
  public void refuse(String why) {
    copy.halt(new Halt(Halt.Cause.TARGET_UNSUPPORTED, why));
  }

  /** The answer to one batch. */
  private final class Ending implements Reply<List<ProduceAck>> {
    private final String id;
    private final Outgoing batch;

    Ending(String id, Outgoing batch) {
      this.id = id;
      this.batch = batch;
    }

    @Override
    public void answered(List<ProduceAck> acks) {
      if (acks.size() != 1) {
        String why = "the broker's answer leaves out " + copy.pair().target();
        copy.lost(
            stage, batch, new WireFailure(context.targetPeer().alias(), FaultKind.RETRIABLE, why));
        return;
      }
      ProduceAck ack = acks.get(0);
      boolean again = ack.outcome().text().startsWith(STILL_ENDING);
      if (again && isCurrent() && context.now() < patienceEnds) {
        submit(id, batch);
      } else {
        copy.answered(stage, batch, ack);
      }
    }

    @Override
    public void failed(WireFailure failure) {
      copy.lost(stage, batch, failure);
    }
  }
}
