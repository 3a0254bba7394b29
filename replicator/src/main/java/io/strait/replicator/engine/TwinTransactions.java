package io.strait.replicator.engine;

import io.strait.replicator.wire.EndKind;
import io.strait.replicator.wire.OffsetAt;
import io.strait.replicator.wire.ProducerView;
import io.strait.replicator.wire.RangeRead;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.TransactionPeer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The transactions of one target partition that mirror the source's, as long as one stage lasts.
 *
 * <p>Source producer p in partition t-n has the transactional id {@code strait.<link>.<t>-<n>.<p>}
 * on the target: a source transaction over several partitions cannot be one on the target, because
 * its end would be written to all of them at once, and the partitions are not at the same place.
 * Pump's thread.
 */
final class TwinTransactions {
  /** Closed ones beyond that are forgotten; they can be read from the target again. */
  private static final int REMEMBERED = 1_000;

  /** What the transactions of a stage need from it. */
  interface Owner {
    /** Whether the stage still is the partition's. */
    boolean isCurrent();

    /** The target is to be read again. */
    void doubt(String why);

    /** It can never work. */
    void refuse(String why);
  }

  private final PumpContext context;
  private final CopyPair pair;
  private final int node;
  private final Owner owner;
  private final TransactionPeer peer;
  private final Map<Long, Twin> twins = new LinkedHashMap<>();

  TwinTransactions(PumpContext context, CopyPair pair, int node, Owner owner) {
    this.context = context;
    this.pair = pair;
    this.node = node;
    this.owner = owner;
    this.peer = new TransactionPeer(context.targetPeer(), context.ownership()::holds);
  }

  /** The twin of a source producer. */
  Twin of(long sourceProducerId) {
    Twin twin = twins.remove(sourceProducerId);
    if (twin == null) {
      forgetOldest();
      twin = new Twin(this, id(sourceProducerId));
    }
    twins.put(sourceProducerId, twin);
    return twin;
  }

  /** Asks for the target's true log end. */
  void readLogEnd(LongConsumer next) {
    context
        .targetPeer()
        .offset(
            node,
            pair.target(),
            EndKind.LOG_END,
            on(
                (OffsetAt at) -> {
                  if (at.outcome().ok()) {
                    next.accept(at.offset());
                  } else {
                    doubt("reading the target's log end: " + at.outcome().text());
                  }
                }));
  }

  /** Reads what the target's log holds from an offset on, as far as it is replicated. */
  void readLog(long from, Consumer<RangeRead> next) {
    context
        .targetPeer()
        .read(
            node,
            pair.target(),
            pair.targetTopicId(),
            from,
            false,
            on(
                (RangeRead read) -> {
                  if (read.outcome().ok()) {
                    next.accept(read);
                  } else {
                    doubt("reading the target's log: " + read.outcome().text());
                  }
                }));
  }

  void readProducers(Consumer<ProducerView> next) {
    context.targetPeer().producers(node, pair.target(), on(next));
  }

  int node() {
    return node;
  }

  TransactionPeer peer() {
    return peer;
  }

  boolean isCurrent() {
    return owner.isCurrent();
  }

  void doubt(String why) {
    owner.doubt(why);
  }

  void refuse(String why) {
    owner.refuse(why);
  }

  <T> Reply<T> on(Consumer<T> next) {
    return new Twin.Answered<>(this, next);
  }

  private String id(long sourceProducerId) {
    return "strait."
        + context.identity().link().name()
        + "."
        + pair.source()
        + "."
        + sourceProducerId;
  }

  private void forgetOldest() {
    if (twins.size() >= REMEMBERED) {
      twins.values().stream()
          .filter(twin -> !twin.isOpen())
          .findFirst()
          .ifPresent(oldest -> twins.values().remove(oldest));
    }
  }
}
