package io.strait.migrator.run;

import io.strait.migrator.fence.acl.Budget;
import io.strait.migrator.gate.BudgetGate;
import io.strait.migrator.journal.Journal;
import io.strait.migrator.journal.KafkaJournal;
import io.strait.migrator.plan.Plan;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.LinkHost;
import io.strait.migrator.step.Ports;
import io.strait.migrator.step.WriterGrants;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.ClusterAlias;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;

/** One opening of a journal with a runner over real clusters; closes what it opened. */
final class Session implements AutoCloseable {
  private final Deque<AutoCloseable> opened;
  private final CutoverRunner runner;

  private Session(Deque<AutoCloseable> opened, CutoverRunner runner) {
    this.opened = opened;
    this.runner = runner;
  }

  static Session open(
      Wave wave,
      Cluster source,
      Cluster target,
      LinkHost links,
      WriterGrants grants,
      BudgetGate budgets,
      CopyContracts contracts,
      Function<Wave, Plan> planner,
      Clock clock) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      Journal journal = keep(opened, KafkaJournal.open(wave.name(), target, source, clock));
      KafkaCommandInbox inbox = keep(opened, new KafkaCommandInbox(target, clock));
      KafkaRouteBoard routes = keep(opened, new KafkaRouteBoard(wave, source, target, clock));
      Map<ClusterAlias, FenceTools> tools =
          Map.of(
              source.alias(), keep(opened, FenceTools.on(source, clock)),
              target.alias(), keep(opened, FenceTools.on(target, clock)));
      Budget budget = Budget.defaults();
      Ports ports =
          new Ports(
              links,
              new FencedWrites(wave, tools, budget),
              new MovedGroups(wave, tools, budget),
              new ScanProver(
                  Map.of(source.alias(), source, target.alias(), target), contracts, clock),
              routes,
              new KafkaWaveLogs(wave, Map.of(source.alias(), source, target.alias(), target)),
              grants,
              budgets);
      CutoverRunner runner =
          new CutoverRunner(wave, journal, inbox, ports, () -> planner.apply(wave), clock);
      return new Session(opened, runner);
    } catch (RuntimeException e) {
      closeAll(opened);
      throw e;
    }
  }

  CutoverRunner runner() {
    return runner;
  }

  @Override
  public void close() {
    closeAll(opened);
  }

  private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> opened, T resource) {
    opened.push(resource);
    return resource;
  }

  private static void closeAll(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        org.slf4j.LoggerFactory.getLogger(Session.class)
            .atWarn()
            .addKeyValue("reason", e.getMessage())
            .log("Closing a session's resource failed");
      }
    }
  }
}
