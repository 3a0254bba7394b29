package io.strait.migrator.run;

import io.strait.client.Authority;
import io.strait.client.Route;
import io.strait.client.RouteAck;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.plan.Wave;
import io.strait.replicator.topology.ClusterAlias;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** What outlives the simulated runner: two clusters, applications, operator, time. */
final class World {
  /** Time that moves only when told to. */
  static final class VirtualClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  final VirtualClock clock = new VirtualClock();
  final InMemoryCluster source;
  final InMemoryCluster target;
  final Map<String, RouteAck> acks = new HashMap<>();
  final List<Command> commands = new ArrayList<>();
  final List<SimProducer> producers = new ArrayList<>();
  final SimConsumer consumer;

  /** DENYs of somebody else; the journal does not know them. */
  final Set<Deny> foreign = new HashSet<>();

  /** What the error budget of the wave's link says. */
  Verdict budget = new Verdict.Passed("all is left");

  final Wave wave;
  private final Random random;
  private boolean diverged;
  private boolean unprovable;

  World(Wave wave, int partitions, long seed) {
    this.wave = wave;
    this.source = new InMemoryCluster(wave.source().value(), partitions);
    this.target = new InMemoryCluster(wave.target().value(), partitions);
    this.random = new Random(seed);
    producers.add(new SimProducer("follower-1", true, this));
    producers.add(new SimProducer("follower-2", true, this));
    producers.add(new SimProducer("zombie", false, this));
    this.consumer = new SimConsumer(this);
  }

  InMemoryCluster cluster(ClusterAlias alias) {
    return alias.equals(source.alias) ? source : target;
  }

  Map<ClusterAlias, InMemoryCluster> clusters() {
    return Map.of(source.alias, source, target.alias, target);
  }

  /** The route as a client that reads both clusters sees it. */
  Optional<Route> route() {
    return Stream.of(source.best(), target.best())
        .flatMap(Optional::stream)
        .max((a, b) -> Long.compare(a.epoch(), b.epoch()));
  }

  /** The cluster that the route names; empty while held or before the first route. */
  Optional<InMemoryCluster> authority() {
    return route()
        .filter(route -> route.authority() != Authority.NONE)
        .map(route -> route.authority() == Authority.SOURCE ? source : target);
  }

  /** A little time passes and everybody but the runner does something. */
  void step(InMemoryLinks links) {
    clock.advance(Duration.ofMillis(1 + random.nextInt(20)));
    for (InMemoryCluster cluster : List.of(source, target)) {
      for (int i = random.nextInt(3); i > 0; i--) {
        cluster.land();
      }
    }
    producers.forEach(producer -> producer.step(random));
    consumer.step(random);
    links.copy(random);
  }

  void acknowledge(String instance, String role, long epoch) {
    acks.put(instance, new RouteAck(wave.name(), instance, epoch, role, clock.instant(), false));
  }

  void diverge(boolean now) {
    this.diverged = now;
  }

  boolean diverged() {
    return diverged;
  }

  void unprovable(boolean now) {
    this.unprovable = now;
  }

  boolean unprovable() {
    return unprovable;
  }
}
