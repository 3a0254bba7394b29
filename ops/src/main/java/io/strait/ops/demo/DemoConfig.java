package io.strait.ops.demo;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.Identities;
import io.strait.migrator.run.Migrations;
import io.strait.ops.config.ClusterConfig;
import io.strait.ops.config.LinkSettings;
import io.strait.ops.config.ServeConfig;
import io.strait.ops.config.StraitConfig;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.Principals;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code strait.yaml} would say about the demo's clusters. */
final class DemoConfig {
  private static final LinkName AVRO = new LinkName("east-to-west-avro");

  private DemoConfig() {}

  /** Copying and cutting over under different credentials, as in production. */
  static StraitConfig of(DemoClusters clusters, Wave wave, Optional<DemoRegistries> registries) {
    Link avro =
        new Link(AVRO, wave.source(), wave.target(), List.of(TopicMapping.same(AvroPart.TOPIC)));
    return new StraitConfig(
        Map.of(
            wave.source(),
            cluster(clusters, wave.source(), registries),
            wave.target(),
            cluster(clusters, wave.target(), registries)),
        registries.isPresent() ? List.of(wave.link(), avro) : List.of(wave.link()),
        Map.of(AVRO, schemasToo()),
        List.of(wave),
        identities(),
        ServeConfig.DEFAULT,
        List.of());
  }

  /** The operator's way in; the caller closes it. */
  static Migrations desk(DemoClusters clusters, Clock clock) {
    return new Migrations(
        Map.of(
            new ClusterAlias(DemoClusters.EAST),
            clusters.spec(DemoClusters.EAST, Principals.STRAIT_CUTOVER),
            new ClusterAlias(DemoClusters.WEST),
            clusters.spec(DemoClusters.WEST, Principals.STRAIT_CUTOVER)),
        identities(),
        clock);
  }

  private static Identities identities() {
    return new Identities(
        "User:" + Principals.STRAIT, "User:" + Principals.STRAIT_CUTOVER, List.of());
  }

  private static LinkSettings schemasToo() {
    LinkSettings defaults = LinkSettings.defaults();
    return defaults.with(defaults.twin().keeping(Set.of(Aspect.TOPICS, Aspect.SCHEMAS)));
  }

  private static ClusterConfig cluster(
      DemoClusters clusters, ClusterAlias alias, Optional<DemoRegistries> registries) {
    return new ClusterConfig(
        clusters.spec(alias.value(), Principals.STRAIT),
        Optional.of(clusters.spec(alias.value(), Principals.STRAIT_CUTOVER)),
        Optional.empty(),
        registries.map(both -> RegistrySpec.open(alias, URI.create(both.url(alias.value())))));
  }
}
