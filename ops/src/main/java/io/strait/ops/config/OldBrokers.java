package io.strait.ops.config;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterOffer;
import io.strait.replicator.cluster.Shortfall;
import io.strait.replicator.cluster.Shortfall.Part;
import io.strait.replicator.engine.TransactionRule;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.wire.BrokerProbe;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/**
 * Says what older brokers lack for the part they play in links and waves, before anything relies on
 * it. Changes nothing. A cluster that does not answer is passed over: others say so.
 */
public final class OldBrokers {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final StraitConfig config;

  OldBrokers(StraitConfig config) {
    this.config = config;
  }

  /** About both clusters of a link, as sentences that name the cluster. */
  public static List<String> notes(StraitConfig config, Link link) {
    OldBrokers brokers = new OldBrokers(config);
    return Stream.of(link.source(), link.target())
        .flatMap(
            alias ->
                brokers.shortfalls(alias, brokers.parts(alias, link)).stream()
                    .map(one -> "cluster '" + alias + "' " + one.lack() + ": " + one.consequence()))
        .toList();
  }

  /** About every cluster, as hints. */
  void report(Problems problems) {
    config.clusters().keySet().stream()
        .sorted(Comparator.comparing(ClusterAlias::value))
        .forEach(
            alias -> {
              Set<Part> parts = EnumSet.noneOf(Part.class);
              config.links().forEach(link -> parts.addAll(parts(alias, link)));
              shortfalls(alias, parts)
                  .forEach(
                      one -> problems.hint("clusters." + alias, one.lack(), one.consequence()));
            });
  }

  private Set<Part> parts(ClusterAlias alias, Link link) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    boolean moves =
        config.waves().stream().anyMatch(wave -> wave.link().name().equals(link.name()));
    boolean touches = link.source().equals(alias) || link.target().equals(alias);
    if (link.source().equals(alias)) {
      parts.add(Part.SOURCE);
    }
    if (link.target().equals(alias)) {
      parts.add(Part.TARGET);
      if (config.settings(link.name()).policy().transactions() == TransactionRule.FAITHFUL) {
        parts.add(Part.FAITHFUL_TARGET);
      }
    }
    if (moves && touches) {
      // A switch copies back, and the way back fences the other side.
      parts.addAll(EnumSet.of(Part.TARGET, Part.FENCED));
    }
    return parts;
  }

  private List<Shortfall> shortfalls(ClusterAlias alias, Set<Part> parts) {
    if (parts.isEmpty()) {
      return List.of();
    }
    return offer(alias).map(offer -> Shortfall.of(offer, parts)).orElse(List.of());
  }

  private Optional<ClusterOffer> offer(ClusterAlias alias) {
    try (BrokerProbe probe = new BrokerProbe(config.cluster(alias).copying(), DEADLINE)) {
      return Optional.of(probe.offer());
    } catch (ClusterException | KafkaException unanswered) {
      return Optional.empty();
    }
  }
}
