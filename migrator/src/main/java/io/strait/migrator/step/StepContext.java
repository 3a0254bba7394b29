package io.strait.migrator.step;

import io.strait.client.Authority;
import io.strait.client.Route;
import io.strait.migrator.cutover.CutoverState.Passage;
import io.strait.migrator.cutover.Direction;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.plan.Wave;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What a step may use.
 *
 * @param wave what moves
 * @param facts what the journal says
 * @param ports how to act
 * @param everRaised all DENYs that an intent ever meant to raise, by cluster alias
 * @param attestations what this runner saw itself
 * @param bothCopies whether both copies of the journal are complete; waits a bounded time for it
 * @param clock the runner's clock
 */
public record StepContext(
    Wave wave,
    Facts facts,
    Ports ports,
    Map<String, Set<Deny>> everRaised,
    Attestations attestations,
    BooleanSupplier bothCopies,
    Clock clock) {
  /** Which way the present switch goes; forward outside a switch. */
  public Direction direction() {
    return facts.state() instanceof Passage passage ? passage.direction() : Direction.FORWARD;
  }

  private boolean forward() {
    return direction() == Direction.FORWARD;
  }

  /** The cluster that has the authority, or had it when the switch began. */
  public ClusterAlias from() {
    return forward() ? wave.source() : wave.target();
  }

  /** The other cluster. */
  public ClusterAlias to() {
    return forward() ? wave.target() : wave.source();
  }

  /** The link that copies from {@link #from} to {@link #to}. */
  public Link feed() {
    return forward() ? wave.link() : wave.link().reversed();
  }

  /** The link of the other direction. */
  public Link counter() {
    return forward() ? wave.link().reversed() : wave.link();
  }

  /** The route that gives the authority back to {@link #from}, with the newest ordered epoch. */
  public Route routeFrom() {
    return route(forward() ? Authority.SOURCE : Authority.TARGET);
  }

  /** The route that gives the authority to {@link #to}, with the newest ordered epoch. */
  public Route routeTo() {
    return route(forward() ? Authority.TARGET : Authority.SOURCE);
  }

  /** The route of this authority with the newest ordered epoch. */
  public Route route(Authority authority) {
    return new Route(
        wave.name(), facts.routeEpoch(), authority, wave.source().value(), wave.target().value());
  }

  /** The same offsets by the names the partitions have at the other end of the feeding link. */
  public Frontier acrossFeed(Frontier frontier) {
    Map<String, String> names =
        feed().topics().stream()
            .collect(Collectors.toMap(TopicMapping::source, TopicMapping::target));
    return renamed(frontier, names);
  }

  /** Offsets by the feed's source names as offsets by the wave's source names. */
  public Frontier inWaveNames(Frontier frontier) {
    return forward() ? frontier : acrossFeed(frontier);
  }

  /** Offsets by the wave's source names as offsets by the feed's source names. */
  public Frontier inFeedNames(Frontier frontier) {
    Map<String, String> names =
        wave.link().topics().stream()
            .collect(Collectors.toMap(TopicMapping::source, TopicMapping::target));
    return forward() ? frontier : renamed(frontier, names);
  }

  private static Frontier renamed(Frontier frontier, Map<String, String> names) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    frontier
        .ends()
        .forEach(
            (partition, end) ->
                ends.put(
                    new TopicPartition(
                        names.getOrDefault(partition.topic(), partition.topic()),
                        partition.partition()),
                    end));
    return Frontier.of(ends);
  }
}
