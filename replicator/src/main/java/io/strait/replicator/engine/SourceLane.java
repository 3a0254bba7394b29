package io.strait.replicator.engine;

import io.strait.replicator.wire.FetchLimits;
import io.strait.replicator.wire.FetchPosition;
import io.strait.replicator.wire.FetchSession;
import io.strait.replicator.wire.Fetched;
import io.strait.replicator.wire.FetchedPartition;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** One fetch session and the partitions it reads. Pump's thread. */
final class SourceLane {
  /** How long a broker may hold a fetch while other partitions of the lane are about to join. */
  private static final int SHORT_WAIT_MILLIS = 5;

  private static final int HURRY_MILLIS = 50;

  /** Who asked, and from where. */
  record Asked(PartitionCopy copy, Running stage, FetchPosition position) {
    boolean isCurrent() {
      return copy.stage() == stage;
    }
  }

  /** Hears what a fetch is expected to bring, and how far that was wrong. */
  interface Account {
    void paid(PriorityClass priority, long bytes);
  }

  private final PumpContext context;
  private final int node;
  private final PriorityClass priority;
  private final FetchSession session;
  private final Account account;
  private final FetchSize size;
  private final Map<TopicPartition, Asked> asked = new HashMap<>();
  private final Map<TopicPartition, Optional<Asked>> changes = new LinkedHashMap<>();
  private final Set<TopicPartition> soonBack = new HashSet<>();
  private long fetchedAt = Long.MIN_VALUE / 2;

  SourceLane(PumpContext context, int node, PriorityClass priority, int number, Account account) {
    this.context = context;
    this.node = node;
    this.priority = priority;
    this.session = new FetchSession(context.sourcePeer(), node, number);
    this.account = account;
    this.size = new FetchSize(context.options().limits().fetchMaxBytes());
  }

  PriorityClass priority() {
    return priority;
  }

  int size() {
    return size.bytes();
  }

  /** When the last fetch began. */
  long fetchedAt() {
    return fetchedAt;
  }

  boolean isBacklogged() {
    // A session that lost its partitions to others has no further answer to correct its last one.
    return size.isBacklogged() && !asked.isEmpty() || !soonBack.isEmpty();
  }

  /** Whether there is something to ask for and no fetch under way. */
  boolean isWaiting() {
    return !session.isBusy()
        && (!session.isEmpty() || changes.values().stream().anyMatch(Optional::isPresent));
  }

  /** Reads it with the next fetch. */
  void want(TopicPartition partition, Asked now) {
    soonBack.remove(partition);
    Optional<Asked> change = changes.get(partition);
    Asked known = change == null ? asked.get(partition) : change.orElse(null);
    if (!now.equals(known)) {
      changes.put(partition, Optional.of(now));
    }
  }

  /**
   * Reads it no more from the next fetch on; {@code soonBack} if only until its queue is shorter.
   */
  void drop(TopicPartition partition, boolean soonBackHere) {
    if (asked.containsKey(partition)) {
      changes.put(partition, Optional.empty());
    } else {
      changes.remove(partition);
    }
    if (soonBackHere) {
      soonBack.add(partition);
    } else {
      soonBack.remove(partition);
    }
  }

  /** Asks for everything wanted; {@code inHurry} if partitions are about to join. */
  void fetch(int bytes, boolean inHurry, long now) {
    changes.forEach(this::apply);
    changes.clear();
    if (session.isEmpty()) {
      return;
    }
    int wait =
        !soonBack.isEmpty()
            ? SHORT_WAIT_MILLIS
            : inHurry ? HURRY_MILLIS : (int) context.options().limits().fetchWait().toMillis();
    int expected = Math.min(bytes, size.expected());
    fetchedAt = now;
    boolean committedOnly = context.options().policy().transactions() == TransactionRule.COMMITTED;
    account.paid(priority, expected);
    session.fetch(new FetchLimits(wait, bytes, committedOnly), new Ending(bytes, expected, now));
  }

  private void apply(TopicPartition partition, Optional<Asked> change) {
    if (change.isPresent()) {
      asked.put(partition, change.get());
      session.want(change.get().position());
    } else {
      asked.remove(partition);
      session.drop(partition);
    }
  }

  private final class Ending implements Reply<Fetched> {
    private final int wanted;
    private final int expected;
    private final long since;

    Ending(int wanted, int expected, long since) {
      this.wanted = wanted;
      this.expected = expected;
      this.since = since;
    }

    @Override
    public void answered(Fetched fetched) {
      account.paid(priority, (long) fetched.bytes() - expected);
      size.answered(
          wanted,
          fetched.bytes(),
          context.now() - since,
          context.sourcePeer().roundTripMillis(node));
      for (FetchedPartition part : fetched.partitions()) {
        Asked who = asked.get(part.partition());
        if (who != null) {
          if (who.isCurrent()) {
            who.stage().fetched(who.position().offset(), part, fetched.frame());
          }
          context.touch(who.copy());
        }
      }
      fetched.frame().release();
    }

    @Override
    public void failed(WireFailure failure) {
      account.paid(priority, -expected);
      context.source().refreshSoon();
      for (Asked who : List.copyOf(asked.values())) {
        if (who.isCurrent()) {
          who.stage().fetchFailed(failure.kind() + ": " + failure);
        }
        context.touch(who.copy());
      }
    }
  }
}
