package io.strait.migrator.run;

import io.strait.client.Route;
import io.strait.migrator.fence.acl.Deny;
import io.strait.replicator.topology.ClusterAlias;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** A cluster as the simulation needs it: logs, denials, group positions, routes. */
final class InMemoryCluster {
  /** One record: who wrote it, to which partition, as its how-manieth. */
  record Written(String producer, int partition, long sequence) {}

  /** A write that the broker took and that will be appended and acknowledged a little later. */
  record InFlight(TopicPartition partition, Written record, Runnable acknowledge) {}

  static final String TOPIC = "flights";
  static final String PRINCIPAL = "User:app";
  static final String GROUP = "readers";

  final ClusterAlias alias;
  final Map<TopicPartition, List<Written>> logs = new HashMap<>();
  final Deque<InFlight> inFlight = new ArrayDeque<>();
  final Set<Deny> denies = new HashSet<>();
  final Map<TopicPartition, Long> positions = new HashMap<>();
  final List<Route> routes = new ArrayList<>();

  /** Whether the applications were given what was held back here until the promotion. */
  boolean granted;

  InMemoryCluster(String alias, int partitions) {
    this.alias = new ClusterAlias(alias);
    for (int i = 0; i < partitions; i++) {
      logs.put(new TopicPartition(TOPIC, i), new ArrayList<>());
    }
  }

  /** Whether the applications may write. */
  boolean open() {
    return !denies.contains(Deny.write(TOPIC, PRINCIPAL));
  }

  /** Whether the applications may read in their group. */
  boolean groupOpen() {
    return !denies.contains(Deny.read(GROUP, PRINCIPAL));
  }

  /** Takes a write unless it is denied. */
  boolean offer(InFlight write) {
    return open() && inFlight.offer(write);
  }

  /** Appends and acknowledges the oldest write in flight. */
  void land() {
    InFlight write = inFlight.poll();
    if (write != null) {
      logs.get(write.partition()).add(write.record());
      write.acknowledge().run();
    }
  }

  Map<TopicPartition, Long> ends() {
    Map<TopicPartition, Long> ends = new HashMap<>();
    logs.forEach((partition, log) -> ends.put(partition, (long) log.size()));
    return ends;
  }

  Optional<Route> best() {
    return routes.stream().max((a, b) -> Long.compare(a.epoch(), b.epoch()));
  }
}
