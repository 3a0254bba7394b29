package io.strait.ops.config;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.Identities;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A whole {@code strait.yaml} whose cross-references resolve.
 *
 * @param clusters by alias
 * @param links names are unique; source and target are in {@code clusters}
 * @param settings how each link copies; a link that is not in here follows the defaults
 * @param waves names are unique; each names a link in {@code links}
 * @param identities under which principals Strait acts
 * @param serve where the daemon listens
 * @param objectives what is promised about links
 * @param audit which links are audited all the time
 * @param agent where this cluster's agent listens, and how other agents are asked
 * @param warnings what an operator should know but may ignore
 */
public record StraitConfig(
    Map<ClusterAlias, ClusterConfig> clusters,
    List<Link> links,
    Map<LinkName, LinkSettings> settings,
    List<Wave> waves,
    Identities identities,
    ServeConfig serve,
    ObjectiveSettings objectives,
    AuditSettings audit,
    AgentConfig agent,
    List<ConfigProblem> warnings) {
  /** Keeps copies. */
  public StraitConfig {
    clusters = Map.copyOf(clusters);
    links = List.copyOf(links);
    settings = Map.copyOf(settings);
    waves = List.copyOf(waves);
    warnings = List.copyOf(warnings);
  }

  /** Nothing is promised, nothing audited. */
  public StraitConfig(
      Map<ClusterAlias, ClusterConfig> clusters,
      List<Link> links,
      Map<LinkName, LinkSettings> settings,
      List<Wave> waves,
      Identities identities,
      ServeConfig serve,
      List<ConfigProblem> warnings) {
    this(
        clusters,
        links,
        settings,
        waves,
        identities,
        serve,
        ObjectiveSettings.none(),
        AuditSettings.NONE,
        AgentConfig.NONE,
        warnings);
  }

  /** The same with other promises. */
  public StraitConfig with(ObjectiveSettings other) {
    return new StraitConfig(
        clusters, links, settings, waves, identities, serve, other, audit, agent, warnings);
  }

  /** The same audited otherwise. */
  public StraitConfig with(AuditSettings other) {
    return new StraitConfig(
        clusters, links, settings, waves, identities, serve, objectives, other, agent, warnings);
  }

  /** The cluster of that alias; it exists for every alias that a link names. */
  public ClusterConfig cluster(ClusterAlias alias) {
    return Optional.ofNullable(clusters.get(alias))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cluster '" + alias + "' is not in the configuration"));
  }

  /** The link of that name. */
  public Optional<Link> link(LinkName name) {
    return links.stream().filter(link -> link.name().equals(name)).findFirst();
  }

  /** How the link of that name copies, or the link that runs the other way. */
  public LinkSettings settings(LinkName name) {
    return Optional.ofNullable(settings.get(name))
        .or(() -> Optional.ofNullable(settings.get(name.reversed())))
        .orElseGet(LinkSettings::defaults);
  }

  /** The wave of that name. */
  public Optional<Wave> wave(String name) {
    return waves.stream().filter(wave -> wave.name().equals(name)).findFirst();
  }

  /** Names without a secret. */
  @Override
  public String toString() {
    return "StraitConfig[clusters "
        + new TreeMap<>(
            clusters.entrySet().stream()
                .collect(
                    java.util.stream.Collectors.toMap(
                        e -> e.getKey().value(), Map.Entry::getValue)))
        + ", links "
        + links
        + ", waves "
        + waves
        + ", "
        + serve
        + "]";
  }
}
