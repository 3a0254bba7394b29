package io.strait.ops.agent;

import io.strait.ops.config.ClusterConfig;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.validator.agent.AgentDesk;
import io.strait.validator.agent.LocalSide;
import io.strait.validator.log.Pace;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Desks over clusters, opened when they are first asked. Safe for use by several threads. */
public final class AgentDesks implements Function<String, Optional<AgentDesk>>, AutoCloseable {
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final int ID_BITS = 128;

  private final Map<String, ClusterConfig> clusters = new HashMap<>();
  private final Map<String, AgentDesk> desks = new HashMap<>();
  private final Map<String, Cluster> connections = new HashMap<>();
  private final Clock clock;
  private final SecureRandom random;

  /** Opens nothing yet; the credential is the copying one, which may READ the topics. */
  public AgentDesks(Map<ClusterAlias, ClusterConfig> clusters, Clock clock, SecureRandom random) {
    clusters.forEach((alias, cluster) -> this.clusters.put(alias.value(), cluster));
    this.clock = clock;
    this.random = random;
  }

  @Override
  public synchronized Optional<AgentDesk> apply(String alias) {
    return Optional.ofNullable(clusters.get(alias))
        .map(cluster -> desks.computeIfAbsent(alias, name -> desk(name, cluster)));
  }

  @Override
  public synchronized void close() {
    desks.values().forEach(AgentDesk::close);
    connections.values().forEach(Cluster::close);
  }

  private AgentDesk desk(String alias, ClusterConfig config) {
    Cluster cluster = new Cluster(config.copying());
    connections.put(alias, cluster);
    LocalSide side = new LocalSide(cluster, STALL, clock, Pace.FREE, () -> false);
    return new AgentDesk(side, alias, clock, () -> new BigInteger(ID_BITS, random).toString(36));
  }
}
