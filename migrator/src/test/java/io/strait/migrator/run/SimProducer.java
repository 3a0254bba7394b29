package io.strait.migrator.run;

import io.strait.client.Authority;
import io.strait.client.Route;
import io.strait.migrator.run.InMemoryCluster.InFlight;
import io.strait.migrator.run.InMemoryCluster.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;

/** Writes numbered records; follows the route and acknowledges it, or is a zombie that does not. */
final class SimProducer {
  private final String name;
  private final boolean follows;
  private final World world;
  private final List<Written> acknowledged = new ArrayList<>();
  private Optional<InMemoryCluster> home;
  private long epoch = 1;
  private long sequence;
  private boolean busy;
  private boolean silent;
  private Instant heartbeat = Instant.MIN;

  SimProducer(String name, boolean follows, World world) {
    this.name = name;
    this.follows = follows;
    this.world = world;
    this.home = Optional.of(world.source);
  }

  /** Never acknowledges again although it is alive, as a client that hangs would. */
  void deaf() {
    silent = true;
  }

  void step(Random random) {
    if (follows && random.nextInt(3) == 0) {
      follow();
    }
    if (home.isPresent() && !busy && random.nextInt(2) == 0) {
      write(home.get(), random.nextInt(home.get().logs.size()));
    }
  }

  /** The records whose write was acknowledged. */
  List<Written> acknowledged() {
    return acknowledged;
  }

  private void write(InMemoryCluster cluster, int partition) {
    Written record = new Written(name, partition, sequence);
    busy =
        cluster.offer(
            new InFlight(
                new TopicPartition(InMemoryCluster.TOPIC, partition),
                record,
                () -> {
                  acknowledged.add(record);
                  busy = false;
                }));
    if (busy) {
      sequence++;
    }
  }

  private void follow() {
    Optional<Route> route = world.route();
    if (route.isPresent() && route.get().epoch() > epoch && !silent) {
      if (busy) {
        return;
      }
      epoch = route.get().epoch();
      home = route.get().authority() == Authority.NONE ? Optional.empty() : world.authority();
      heartbeat = Instant.MIN;
    }
    if (!world.clock.instant().isBefore(heartbeat.plusSeconds(3))) {
      heartbeat = world.clock.instant();
      world.acknowledge(name, "producer", epoch);
    }
  }
}
