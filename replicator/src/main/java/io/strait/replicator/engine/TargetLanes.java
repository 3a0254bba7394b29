package io.strait.replicator.engine;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.wire.ProduceAck;
import io.strait.replicator.wire.ProduceBatch;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends what is ready: one batch per partition in a request, several requests per connection, and
 * only one while little is ready, so that small batches gather by themselves. Pump's thread.
 */
final class TargetLanes {
  private record LaneId(int node, int lane) {}

  private final PumpContext context;
  private final Map<LaneId, Lane> lanes = new HashMap<>();

  TargetLanes(PumpContext context) {
    this.context = context;
  }

  /** Sends as much as the windows allow. */
  void advance(Collection<PartitionCopy> copies) {
    boolean owned = context.ownership().holds();
    for (PartitionCopy copy : copies) {
      boolean mayWrite = copy.isGuarded() || owned;
      if (mayWrite && copy.stage() instanceof Stage.Feeding feeding && feeding.nextBytes() > 0) {
        lane(copy, feeding).ready.add(new Ready(copy, feeding));
      }
    }
    lanes.values().forEach(Lane::flush);
  }

  private Lane lane(PartitionCopy copy, Stage.Feeding feeding) {
    int number = Math.floorMod(copy.pair().target().hashCode(), context.options().produceLanes());
    return lanes.computeIfAbsent(new LaneId(feeding.node(), number), Lane::new);
  }

  /** A partition with something to send. */
  private record Ready(PartitionCopy copy, Stage.Feeding stage) {}

  /** A batch on its way. */
  private record Sent(PartitionCopy copy, Stage.Feeding stage, Outgoing batch) {}

  /** One connection's window. */
  private final class Lane {
    private final LaneId id;
    private final List<Ready> ready = new ArrayList<>();
    private int inFlight;
    private int turn;

    Lane(LaneId id) {
      this.id = id;
    }

    void flush() {
      while (inFlight < context.options().requestsPerLane() && isWorthwhile()) {
        send();
        ready.removeIf(entry -> entry.stage().nextBytes() == 0);
      }
      ready.clear();
    }

    private boolean isWorthwhile() {
      long bytes = ready.stream().mapToLong(entry -> entry.stage().readyBytes()).sum();
      return bytes > 0 && (inFlight == 0 || bytes >= context.options().smallSend());
    }

    private void send() {
      Map<TopicPartition, Sent> request = new HashMap<>();
      List<ProduceBatch> batches = new ArrayList<>();
      int bytes = 0;
      turn++;
      for (int i = 0; i < ready.size(); i++) {
        Ready entry = ready.get(Math.floorMod(turn + i, ready.size()));
        if (bytes > 0 && bytes + entry.stage().nextBytes() > context.options().requestMaxBytes()) {
          break;
        }
        Outgoing batch = entry.stage().take();
        entry.copy().sent();
        bytes += batch.size();
        CopyPair pair = entry.copy().pair();
        request.put(pair.target(), new Sent(entry.copy(), entry.stage(), batch));
        batches.add(
            new ProduceBatch(
                pair.target(), pair.targetTopicId(), batch.buffer(), batch.at(), batch.size()));
      }
      inFlight++;
      Duration brokerTimeout = context.options().wire().request().dividedBy(2);
      context
          .targetPeer()
          .produce(
              id.node(),
              id.lane(),
              batches,
              brokerTimeout,
              permission(request.values()),
              new Ending(context.targetPeer().alias(), this, request));
    }
  }

  /**
   * What the broker's sequence check does not guard may only be written by the link's owner, also
   * when this process was stopped just before the write.
   */
  private BooleanSupplier permission(Collection<Sent> request) {
    boolean guarded = request.stream().allMatch(sent -> sent.copy().isGuarded());
    return guarded ? () -> true : context.ownership()::holds;
  }

  private record Ending(ClusterAlias target, Lane lane, Map<TopicPartition, Sent> request)
      implements Reply<List<ProduceAck>> {
    @Override
    public void answered(List<ProduceAck> acks) {
      lane.inFlight--;
      for (ProduceAck ack : acks) {
        Sent sent = request.remove(ack.partition());
        // An answer about something else, or a second one, says nothing about what was sent.
        if (sent != null) {
          sent.copy().answered(sent.stage(), sent.batch(), ack);
        }
      }
      if (!request.isEmpty()) {
        loseTheRest();
      }
    }

    /** A batch that the answer leaves out may be in the log or not. */
    private void loseTheRest() {
      String why = "the broker's answer leaves out " + request.keySet();
      failAll(new WireFailure(target, FaultKind.RETRIABLE, why));
    }

    private void failAll(WireFailure failure) {
      request.values().forEach(s -> s.copy().lost(s.stage(), s.batch(), failure));
      request.clear();
    }

    @Override
    public void failed(WireFailure failure) {
      lane.inFlight--;
      failAll(failure);
    }
  }
}
