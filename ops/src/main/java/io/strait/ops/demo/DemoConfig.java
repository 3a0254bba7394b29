package io.strait.ops.demo;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.Identities;
import io.strait.migrator.run.Migrations;
import io.strait.ops.config.ClusterConfig;
import io.strait.ops.config.ServeConfig;
import io.strait.ops.config.StraitConfig;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.Principals;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code strait.yaml} would say about the demo's clusters. */
final class DemoConfig {
  private DemoConfig() {}

  /** Copying and cutting over under different credentials, as in production. */
  static StraitConfig of(DemoClusters clusters, Wave wave) {
    return new StraitConfig(
        Map.of(
            wave.source(), cluster(clusters, wave.source()),
            wave.target(), cluster(clusters, wave.target())),
        List.of(wave.link()),
        Map.of(),
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

  private static ClusterConfig cluster(DemoClusters clusters, ClusterAlias alias) {
    return new ClusterConfig(
        clusters.spec(alias.value(), Principals.STRAIT),
        Optional.of(clusters.spec(alias.value(), Principals.STRAIT_CUTOVER)));
  }
}
