package io.strait.ops.daemon;

import io.strait.migrator.gate.BudgetGate;
import io.strait.migrator.run.Migrations;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.twin.HeldGrants;
import io.strait.ops.verify.Contracts;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Opens the door to migrations with the configuration's cutover credentials. */
public final class Access {
  private Access() {}

  /** Nothing is connected yet; the caller closes it. */
  public static Migrations migrations(StraitConfig config, Clock clock) {
    return migrations(config, BudgetGate.none(), clock);
  }

  /** The same, where error budgets may refuse a wave. */
  static Migrations migrations(StraitConfig config, BudgetGate budgets, Clock clock) {
    Map<ClusterAlias, ClusterSpec> specs = new HashMap<>();
    config
        .clusters()
        .forEach((alias, cluster) -> cluster.cutover().ifPresent(spec -> specs.put(alias, spec)));
    return new Migrations(
        specs,
        config.identities(),
        new HeldGrants(config, clock),
        budgets,
        link -> contracts(config, link),
        clock);
  }

  /** Who copies may read the link's notes on its target; who fences perhaps not. */
  private static Contracts contracts(StraitConfig config, Link link) {
    try (Cluster source = new Cluster(config.cluster(link.source()).copying());
        Cluster target = new Cluster(config.cluster(link.target()).copying())) {
      return Contracts.of(config, link, source, target);
    }
  }
}
