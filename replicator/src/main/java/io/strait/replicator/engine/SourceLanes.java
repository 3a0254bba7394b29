package io.strait.replicator.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Fetches from all source brokers over several connections each, partitions and priority classes
 * apart, within the link's rate and memory. Pump's thread.
 */
final class SourceLanes {
  private static final int SMALL_FETCH = 64 * 1024;
  private static final long STARVING_MILLIS = 100;

  private static final long SPREAD_MILLIS = 20;

  private record GroupId(int node, PriorityClass priority) {}

  private record LaneId(GroupId group, int number) {}

  private final PumpContext context;
  private final Map<LaneId, SourceLane> lanes = new HashMap<>();
  private final Map<TopicPartition, SourceLane> homes = new HashMap<>();
  private final Map<GroupId, FetchSpread> spreads = new HashMap<>();
  private final FairShare share = new FairShare();
  private final TokenBucket tokens;
  private long spreadAt = Long.MIN_VALUE / 2;
  private int turn;
  private boolean shortOfMemory;

  SourceLanes(PumpContext context) {
    this.context = context;
    this.tokens = new TokenBucket(context.now());
  }

  /**
   * Looks what a partition wants now.
   *
   * @return whether it is asked for, or will be with its lane's next fetch
   */
  boolean review(PartitionCopy copy, long now) {
    TopicPartition partition = copy.pair().source();
    Optional<SourceLane.Asked> wanted = wanted(copy, now);
    Optional<Integer> node =
        wanted.isPresent() ? context.source().leader(partition) : Optional.empty();
    SourceLane home = homes.get(partition);
    SourceLane lane = node.map(leader -> lane(leader, partition)).orElse(null);
    if (home != null && home != lane) {
      // Its queue is full, or it waits for its last answers: it will want more in a moment.
      boolean soonBack = lane == null && copy.stage() instanceof Running && !isDrained(copy);
      home.drop(partition, soonBack);
      if (!soonBack) {
        homes.remove(partition);
      }
    }
    if (lane != null) {
      lane.want(partition, wanted.get());
      homes.put(partition, lane);
    }
    return lane != null;
  }

  /** Starts fetches where none is under way, as far as rate and memory allow. */
  void flush(long now, boolean inHurry) {
    tokens.advance(context.flow().bytesPerSecond(), now);
    shortOfMemory = false;
    spread(now);
    Map<PriorityClass, List<SourceLane>> waiting = waiting();
    int heaviest = heaviestBacklog();
    while (!waiting.isEmpty() && tokens.isOpen()) {
      PriorityClass next = share.next(waiting.keySet());
      List<SourceLane> candidates = waiting.get(next);
      SourceLane lane = candidates.remove(Math.floorMod(turn++, candidates.size()));
      int bytes = bytes(lane, heaviest, now);
      if (bytes > 0) {
        lane.fetch(bytes, inHurry, now);
      } else {
        shortOfMemory = true;
        candidates.clear();
      }
      if (candidates.isEmpty()) {
        waiting.remove(next);
      }
    }
  }

  /** Milliseconds after which {@link #flush} may have something to do without any answer. */
  long waitMillis() {
    return shortOfMemory ? 5 : tokens.isOpen() ? Long.MAX_VALUE : tokens.waitMillis();
  }

  private static boolean isDrained(PartitionCopy copy) {
    return copy.unanswered() == 0
        && !(copy.stage() instanceof Running running && running.readyBytes() > 0);
  }

  private Optional<SourceLane.Asked> wanted(PartitionCopy copy, long now) {
    return copy.stage() instanceof Running running
        ? running.wanted(now).map(at -> new SourceLane.Asked(copy, running, at))
        : Optional.empty();
  }

  private SourceLane lane(int node, TopicPartition partition) {
    int most = context.options().limits().fetchSessions();
    GroupId group = new GroupId(node, context.flow().classOf(partition.topic()));
    int sessions = spreads.computeIfAbsent(group, id -> new FetchSpread(most)).sessions();
    int number = Math.floorMod(partition.topic().hashCode() + partition.partition(), sessions);
    return lanes.computeIfAbsent(
        new LaneId(group, number),
        id ->
            new SourceLane(
                context,
                node,
                group.priority(),
                group.priority().ordinal() * most + number,
                this::paid));
  }

  /** Partitions follow at their next review, and nothing is read twice or left out by that. */
  private void spread(long now) {
    if (now - spreadAt < SPREAD_MILLIS) {
      return;
    }
    spreadAt = now;
    Set<GroupId> backlogged = new HashSet<>();
    lanes.forEach(
        (id, lane) -> {
          if (lane.isBacklogged()) {
            backlogged.add(id.group());
          }
        });
    spreads.forEach(
        (group, spread) ->
            spread.advance(
                backlogged.contains(group),
                context.sourcePeer().roundTripMillis(group.node()),
                now));
  }

  private Map<PriorityClass, List<SourceLane>> waiting() {
    Map<PriorityClass, List<SourceLane>> waiting = new EnumMap<>(PriorityClass.class);
    for (SourceLane lane : lanes.values()) {
      if (lane.isWaiting()) {
        waiting.computeIfAbsent(lane.priority(), p -> new ArrayList<>()).add(lane);
      }
    }
    return waiting;
  }

  private int heaviestBacklog() {
    int heaviest = 1;
    for (SourceLane lane : lanes.values()) {
      if (lane.isBacklogged()) {
        heaviest = Math.max(heaviest, context.flow().weightOf(lane.priority()));
      }
    }
    return heaviest;
  }

  /**
   * What a lane may ask for, or 0 if it has to wait for memory. Where heavier classes have a
   * backlog too, what is on the way is split by weight: on one network that splits the rate. The
   * lighter classes leave a part of the memory free, so that a slow target full of bulk data still
   * has room for the others.
   */
  private int bytes(SourceLane lane, int heaviest, long now) {
    long available = context.pool().availableMemory();
    long held = context.pool().heldMemory();
    long left = available - (available + held) * heavierClasses(lane.priority()).size() / 4;
    int wanted = tokens.portion(lane.size());
    int weight = context.flow().weightOf(lane.priority());
    if (weight < heaviest) {
      wanted = Math.max(SMALL_FETCH, (int) ((long) wanted * weight / heaviest));
    }
    if (held > 0 && left < SMALL_FETCH) {
      // Never nothing: a class without memory would not even notice that it has a backlog.
      boolean starving = now - lane.fetchedAt() >= STARVING_MILLIS;
      return starving && available >= SMALL_FETCH ? SMALL_FETCH : 0;
    }
    return (int) Math.max(SMALL_FETCH, Math.min(wanted, left / 2));
  }

  private Set<PriorityClass> heavierClasses(PriorityClass than) {
    Set<PriorityClass> heavier = EnumSet.noneOf(PriorityClass.class);
    for (SourceLane lane : lanes.values()) {
      if (context.flow().weightOf(lane.priority()) > context.flow().weightOf(than)) {
        heavier.add(lane.priority());
      }
    }
    return heavier;
  }

  /** A fetch was begun or ended and this is what it costs, or gives back. */
  private void paid(PriorityClass priority, long bytes) {
    tokens.spend(bytes);
    share.served(priority, bytes, context.flow().weightOf(priority));
  }
}
