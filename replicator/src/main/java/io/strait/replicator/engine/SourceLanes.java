package io.strait.replicator.engine;

import io.strait.replicator.wire.FetchLimits;
import io.strait.replicator.wire.FetchPosition;
import io.strait.replicator.wire.FetchSession;
import io.strait.replicator.wire.Fetched;
import io.strait.replicator.wire.FetchedPartition;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** One fetch at a time from every broker that leads a wanted partition. Pump's thread. */
final class SourceLanes {
  private final PumpContext context;
  private final Map<Integer, FetchSession> sessions = new HashMap<>();

  SourceLanes(PumpContext context) {
    this.context = context;
  }

  /** Starts fetches where none is under way and memory is left. */
  void advance(long now, Collection<PartitionCopy> copies) {
    Map<Integer, Map<TopicPartition, Asked>> wanted = new HashMap<>();
    for (PartitionCopy copy : copies) {
      if (copy.stage() instanceof Running running) {
        running
            .wanted(now)
            .ifPresent(
                position ->
                    context
                        .source()
                        .leader(position.partition())
                        .filter(node -> !isBusy(node))
                        .ifPresent(
                            node ->
                                wanted
                                    .computeIfAbsent(node, n -> new LinkedHashMap<>())
                                    .put(
                                        position.partition(), new Asked(copy, running, position))));
      }
    }
    wanted.forEach(this::fetch);
  }

  private boolean isBusy(int node) {
    FetchSession session = sessions.get(node);
    return session != null && session.isBusy();
  }

  private void fetch(int node, Map<TopicPartition, Asked> asked) {
    // An answer may be a little larger than asked; the pool still refuses what it cannot hold.
    if (context.pool().availableMemory() < context.options().fetchMaxBytes()) {
      return;
    }
    FetchSession session =
        sessions.computeIfAbsent(
            node, n -> new FetchSession(context.sourcePeer(), n, limits(context.options())));
    session.fetch(
        asked.values().stream().map(Asked::position).toList(), new Ending(context, asked));
  }

  private static FetchLimits limits(EngineOptions options) {
    return new FetchLimits(
        (int) options.fetchWait().toMillis(),
        options.fetchMaxBytes(),
        options.partitionFetchBytes(),
        options.policy().transactions() == TransactionRule.COMMITTED);
  }

  /** Who asked, and from where. */
  private record Asked(PartitionCopy copy, Running stage, FetchPosition position) {
    boolean isCurrent() {
      return copy.stage() == stage;
    }
  }

  private record Ending(PumpContext context, Map<TopicPartition, Asked> asked)
      implements Reply<Fetched> {
    @Override
    public void answered(Fetched fetched) {
      for (FetchedPartition part : fetched.partitions()) {
        Asked who = asked.get(part.partition());
        if (who != null && who.isCurrent()) {
          who.stage().fetched(who.position().offset(), part, fetched.frame());
        }
      }
      fetched.frame().release();
    }

    @Override
    public void failed(WireFailure failure) {
      context.source().refreshSoon();
      asked.values().stream()
          .filter(Asked::isCurrent)
          .forEach(who -> who.stage().fetchFailed(failure.kind() + ": " + failure));
    }
  }
}
