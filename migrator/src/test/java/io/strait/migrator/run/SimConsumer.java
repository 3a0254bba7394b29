package io.strait.migrator.run;

import io.strait.client.Authority;
import io.strait.client.Route;
import io.strait.migrator.run.InMemoryCluster.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;

/** Reads where the route says, from its group's position there, and keeps an account of it. */
final class SimConsumer {
  private final World world;
  private final Map<TopicPartition, List<Written>> account = new HashMap<>();
  private Optional<InMemoryCluster> home;
  private long epoch = 1;
  private Instant heartbeat = Instant.MIN;

  SimConsumer(World world) {
    this.world = world;
    this.home = Optional.of(world.source);
    world.source.logs.keySet().forEach(partition -> account.put(partition, new ArrayList<>()));
  }

  Map<TopicPartition, List<Written>> account() {
    return account;
  }

  void step(Random random) {
    Optional<Route> route = world.route();
    if (route.isPresent() && route.get().epoch() > epoch && random.nextInt(3) == 0) {
      epoch = route.get().epoch();
      home = route.get().authority() == Authority.NONE ? Optional.empty() : world.authority();
      heartbeat = Instant.MIN;
    }
    if (!world.clock.instant().isBefore(heartbeat.plusSeconds(3))) {
      heartbeat = world.clock.instant();
      world.acknowledge("reader", "consumer", epoch);
    }
    home.filter(InMemoryCluster::groupOpen).ifPresent(cluster -> read(cluster, random));
  }

  private void read(InMemoryCluster cluster, Random random) {
    cluster.logs.forEach(
        (partition, log) -> {
          int from = cluster.positions.getOrDefault(partition, 0L).intValue();
          int to = Math.min(log.size(), from + random.nextInt(4));
          account.get(partition).addAll(log.subList(from, Math.max(from, to)));
          cluster.positions.put(partition, (long) Math.max(from, to));
        });
  }
}
