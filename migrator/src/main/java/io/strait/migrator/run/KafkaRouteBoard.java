package io.strait.migrator.run;

import io.strait.client.Route;
import io.strait.client.RouteAck;
import io.strait.client.RouteTopics;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.RouteBoard;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.ClusterAlias;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Routes and acknowledgements in {@code strait.routes} and {@code strait.acks} on both clusters.
 * One cluster being away is not an error: clients read both. Belongs to the runner's thread.
 *
 * <p>Not guaranteed: that a runner that was replaced cannot publish once more. Its route has a
 * lower epoch, so clients ignore it, and {@link #mend} puts the newest route on top again before
 * compaction could leave only the late one.
 */
final class KafkaRouteBoard implements RouteBoard, AutoCloseable {
  private final String wave;
  private final List<RouteSide> sides;

  KafkaRouteBoard(Wave wave, Cluster source, Cluster target, Clock clock) {
    this.wave = wave.name();
    this.sides =
        List.of(
            new RouteSide(wave.name(), source, clock), new RouteSide(wave.name(), target, clock));
  }

  @Override
  public Set<ClusterAlias> publish(Route route) {
    sides.forEach(side -> side.send(route));
    Set<ClusterAlias> reached = new HashSet<>();
    for (RouteSide side : sides) {
      if (side.sent()) {
        reached.add(side.alias());
      }
    }
    if (reached.isEmpty()) {
      throw noneAnswers("publishing a route in " + RouteTopics.ROUTES);
    }
    return reached;
  }

  @Override
  public Optional<Route> current() {
    List<Route> best = new ArrayList<>();
    for (Optional<Route> route : asked(RouteSide::best)) {
      route.ifPresent(best::add);
    }
    return best.stream().max(Comparator.comparingLong(Route::epoch));
  }

  @Override
  public void mend() {
    Optional<Route> newest = current();
    for (RouteSide side : sides) {
      if (newest.isPresent() && side.answers() && !side.last().equals(newest)) {
        side.send(newest.get());
        side.sent();
      }
    }
  }

  @Override
  public List<RouteAck> acks() {
    Map<String, RouteAck> newest = new HashMap<>();
    for (Collection<RouteAck> acks : asked(RouteSide::acks)) {
      for (RouteAck ack : acks) {
        newest.merge(ack.instance(), ack, KafkaRouteBoard::newer);
      }
    }
    return List.copyOf(newest.values());
  }

  static RouteAck newer(RouteAck one, RouteAck other) {
    return other.at().isBefore(one.at()) ? one : other;
  }

  private <T> List<T> asked(Function<RouteSide, T> question) {
    List<T> answers = new ArrayList<>();
    for (RouteSide side : sides) {
      side.read();
      if (side.answers()) {
        answers.add(question.apply(side));
      }
    }
    if (answers.isEmpty()) {
      throw noneAnswers("reading the routes of wave " + wave);
    }
    return answers;
  }

  private ClusterException noneAnswers(String doing) {
    return new ClusterException(
        sides.get(0).alias(),
        doing,
        new org.apache.kafka.common.errors.TimeoutException(
            "neither cluster answers: " + sides.get(0).fault() + "; and " + sides.get(1).fault()));
  }

  @Override
  public void close() {
    sides.forEach(RouteSide::close);
  }
}
