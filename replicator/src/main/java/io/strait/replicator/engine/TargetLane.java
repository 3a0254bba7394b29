package io.strait.replicator.engine;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.wire.ProduceAck;
import io.strait.replicator.wire.ProduceBatch;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * One connection to a target broker: one batch per partition in a request, as many requests as the
 * window has room for, and only one while little is ready, so that small batches gather by
 * themselves. Where several priority classes have something ready, they share each request by
 * weight. Pump's thread.
 */
final class TargetLane {
  private final PumpContext context;
  private final int node;
  private final int number;
  private final SendWindow window;
  private final FairShare share = new FairShare();
  private final Map<PriorityClass, List<Ready>> ready = new EnumMap<>(PriorityClass.class);
  private long lingersSince = -1;
  private int turn;

  /** A partition with something to send. */
  private record Ready(PartitionCopy copy, Stage.Feeding stage) {}

  /** A batch on its way. */
  private record Sent(PartitionCopy copy, Stage.Feeding stage, Outgoing batch) {}

  TargetLane(PumpContext context, int node, int number) {
    this.context = context;
    this.node = node;
    this.number = number;
    TransferLimits limits = context.options().limits();
    this.window = new SendWindow(4L * limits.smallSend(), limits.requestsPerLane());
  }

  void offer(PartitionCopy copy, Stage.Feeding stage) {
    ready
        .computeIfAbsent(
            context.flow().classOf(copy.pair().source().topic()), p -> new ArrayList<>())
        .add(new Ready(copy, stage));
  }

  /** Whether little data waits for company. */
  boolean isLingering() {
    return lingersSince >= 0;
  }

  void flush() {
    if (ready.isEmpty()) {
      lingersSince = -1;
      return;
    }
    while (window.isOpen() && isWorthwhile()) {
      send();
      dropServed();
    }
    ready.clear();
  }

  private void dropServed() {
    ready.values().forEach(list -> list.removeIf(entry -> entry.stage().nextBytes() == 0));
    ready.values().removeIf(List::isEmpty);
  }

  private boolean isWorthwhile() {
    if (ready.isEmpty()) {
      lingersSince = -1;
      return false;
    }
    if (window.isIdle() || isEnough()) {
      lingersSince = -1;
      return true;
    }
    long now = context.nanos();
    lingersSince = lingersSince < 0 ? now : lingersSince;
    if (now - lingersSince < window.lingerNanos()) {
      return false;
    }
    lingersSince = -1;
    return true;
  }

  private boolean isEnough() {
    long bytes = 0;
    for (List<Ready> list : ready.values()) {
      for (Ready entry : list) {
        bytes += entry.stage().readyBytes();
        if (bytes >= context.options().limits().smallSend()) {
          return true;
        }
      }
    }
    return false;
  }

  private void send() {
    Map<TopicPartition, Sent> request = new HashMap<>();
    List<ProduceBatch> batches = new ArrayList<>();
    long bytes = 0;
    turn++;
    Map<PriorityClass, Integer> taken = new EnumMap<>(PriorityClass.class);
    Map<PriorityClass, List<Ready>> left = new EnumMap<>(ready);
    while (!left.isEmpty()) {
      PriorityClass next = left.size() == 1 ? left.keySet().iterator().next() : turnOf(left);
      List<Ready> list = left.get(next);
      int index = taken.merge(next, 1, Integer::sum) - 1;
      Ready entry = list.get(Math.floorMod(turn + index, list.size()));
      if (bytes > 0 && bytes + entry.stage().nextBytes() > mostBytes()) {
        break;
      }
      Outgoing batch = entry.stage().take();
      entry.copy().sent();
      bytes += batch.size();
      share.served(next, batch.size(), context.flow().weightOf(next));
      CopyPair pair = entry.copy().pair();
      request.put(pair.target(), new Sent(entry.copy(), entry.stage(), batch));
      batches.add(
          new ProduceBatch(
              pair.target(), pair.targetTopicId(), batch.buffer(), batch.at(), batch.size()));
      if (index + 1 == list.size()) {
        left.remove(next);
      }
    }
    submit(request, batches, bytes);
  }

  private PriorityClass turnOf(Map<PriorityClass, List<Ready>> left) {
    return share.next(left.keySet());
  }

  /** So that a full window holds some requests, and their answers come one after the other. */
  private long mostBytes() {
    TransferLimits limits = context.options().limits();
    return Math.min(limits.requestMaxBytes(), Math.max(limits.smallSend(), window.bytes() / 4));
  }

  private void submit(Map<TopicPartition, Sent> request, List<ProduceBatch> batches, long bytes) {
    SendWindow.Ticket ticket = window.sent(bytes, context.nanos());
    Duration brokerTimeout = context.options().wire().request().dividedBy(2);
    context
        .targetPeer()
        .produce(
            node,
            number,
            batches,
            brokerTimeout,
            permission(request.values()),
            new Ending(request, ticket));
  }

  /**
   * What the broker's sequence check does not guard may only be written by the link's owner, also
   * when this process was stopped just before the write; and what it guarded before that, it may
   * guard no longer. Fillers have a producer id of their own, which the target knows only where a
   * later owner wrote fillers too.
   */
  private BooleanSupplier permission(Collection<Sent> request) {
    List<Sent> all = List.copyOf(request);
    return () ->
        context.ownership().holds()
            || all.stream()
                .allMatch(
                    sent ->
                        !sent.batch().filler() && sent.copy().guards(sent.batch().maxTimestamp()));
  }

  private final class Ending implements Reply<List<ProduceAck>> {
    private final Map<TopicPartition, Sent> request;
    private final SendWindow.Ticket ticket;

    Ending(Map<TopicPartition, Sent> request, SendWindow.Ticket ticket) {
      this.request = request;
      this.ticket = ticket;
    }

    @Override
    public void answered(List<ProduceAck> acks) {
      window.answered(ticket, context.nanos());
      for (ProduceAck ack : acks) {
        Sent sent = request.remove(ack.partition());
        // An answer about something else, or a second one, says nothing about what was sent.
        if (sent != null) {
          sent.copy().answered(sent.stage(), sent.batch(), ack);
          context.touch(sent.copy());
        }
      }
      if (!request.isEmpty()) {
        // A batch that the answer leaves out may be in the log or not.
        String why = "the broker's answer leaves out " + request.keySet();
        failAll(new WireFailure(context.targetPeer().alias(), FaultKind.RETRIABLE, why));
      }
    }

    private void failAll(WireFailure failure) {
      for (Sent sent : request.values()) {
        sent.copy().lost(sent.stage(), sent.batch(), failure);
        context.touch(sent.copy());
      }
      request.clear();
    }

    @Override
    public void failed(WireFailure failure) {
      window.lost(ticket);
      failAll(failure);
    }
  }
}
