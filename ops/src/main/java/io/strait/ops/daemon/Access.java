package io.strait.ops.daemon;

import io.strait.migrator.gate.BudgetGate;
import io.strait.migrator.run.Migrations;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.twin.HeldGrants;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
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
        new WaveContracts(config),
        clock);
  }
}
