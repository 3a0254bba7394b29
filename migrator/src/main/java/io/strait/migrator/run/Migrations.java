package io.strait.migrator.run;

import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.migrator.fence.preflight.Preflight;
import io.strait.migrator.fence.preflight.PreflightRequest;
import io.strait.migrator.gate.BudgetGate;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.journal.JournalException;
import io.strait.migrator.plan.Plan;
import io.strait.migrator.plan.PlanFinding;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.LinkHost;
import io.strait.migrator.step.Steps;
import io.strait.migrator.step.WriterGrants;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The door to migrations, for the daemon and the command line. Safe for use by several threads;
 * clusters are opened when first needed and closed with this object.
 */
public final class Migrations implements AutoCloseable {
  private final Map<ClusterAlias, ClusterSpec> specs;
  private final Identities identities;
  private final WriterGrants grants;
  private final BudgetGate budgets;
  private final CopyContracts contracts;
  private final Clock clock;
  private final Map<ClusterAlias, Cluster> clusters = new HashMap<>();

  /**
   * Where no permission waits for a promotion, no budget is kept and copies are plain; opens
   * nothing yet.
   */
  public Migrations(Map<ClusterAlias, ClusterSpec> specs, Identities identities, Clock clock) {
    this(specs, identities, WriterGrants.none(), BudgetGate.none(), CopyContracts.PLAIN, clock);
  }

  /**
   * Opens nothing yet.
   *
   * @param specs the clusters under their cutover credentials
   * @param grants permissions to write that a switch makes on its target
   * @param budgets says whether an error budget lets a wave begin or switch
   * @param contracts what copies are declared to be, and are proved to be before a switch; closed
   *     with this object
   */
  public Migrations(
      Map<ClusterAlias, ClusterSpec> specs,
      Identities identities,
      WriterGrants grants,
      BudgetGate budgets,
      CopyContracts contracts,
      Clock clock) {
    this.specs = Map.copyOf(specs);
    this.identities = identities;
    this.grants = grants;
    this.budgets = budgets;
    this.contracts = contracts;
    this.clock = clock;
  }

  /** What would be done and what stands in the way; changes nothing. */
  public Plan plan(Wave wave) {
    PreflightRequest request =
        new PreflightRequest(
            wave.link().topics(),
            wave.groups(),
            wave.principals(),
            identities.copying(),
            identities.cutover(),
            identities.superUsers());
    List<String> held = grants.heldBack(wave.link());
    List<PlanFinding> findings =
        new Preflight(cluster(wave.source()), cluster(wave.target()))
            .run(request).findings().stream()
                .filter(one -> one.severity() != FenceFinding.Severity.INFO)
                .filter(one -> !isHeldBack(one, held, wave.target()))
                .map(Migrations::finding)
                .toList();
    return new Plan(wave, Steps.planned(), findings);
  }

  /**
   * Begins to run a wave on a thread of its own; another process that runs it is fenced and stops.
   * Returns at once.
   */
  public RunningMigration run(Wave wave, LinkHost links) {
    RunningMigration running =
        new RunningMigration(
            wave,
            links,
            held ->
                Session.open(
                    wave,
                    cluster(wave.source()),
                    cluster(wave.target()),
                    held,
                    grants,
                    budgets,
                    contracts,
                    this::plan,
                    clock),
            clock);
    running.start();
    return running;
  }

  /**
   * Sends a command to whoever runs the wave.
   *
   * @return the command's id, see {@link #answer}
   * @throws ClusterException if it could not be stored
   */
  public String send(Wave wave, CommandKind kind, String by) {
    Command command =
        new Command(
            UUID.randomUUID().toString(),
            kind,
            wave.name(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            by);
    KafkaCommandInbox.send(cluster(wave.target()), command);
    return command.id();
  }

  /** The runner's answer to a command, once it is in the journal. */
  public Optional<CommandAnswer> answer(Wave wave, String id) {
    return journal(wave).stream()
        .flatMap(entry -> CommandAnswer.in(entry, id).stream())
        .findFirst();
  }

  /**
   * The migration as its journal tells it.
   *
   * @throws ClusterException if neither cluster answers
   * @throws JournalException if the journal is broken
   */
  public MigrationView status(Wave wave) {
    return MigrationStatus.read(wave, cluster(wave.source()), cluster(wave.target()), clock);
  }

  /** The journal's entries, verified and reconciled; same errors as {@link #status}. */
  public List<JournalEntry> journal(Wave wave) {
    return MigrationStatus.entries(wave, cluster(wave.source()), cluster(wave.target()), clock);
  }

  @Override
  public void close() {
    contracts.close();
    synchronized (clusters) {
      clusters.values().forEach(Cluster::close);
      clusters.clear();
    }
  }

  private Cluster cluster(ClusterAlias alias) {
    synchronized (clusters) {
      ClusterSpec spec = specs.get(alias);
      if (spec == null) {
        throw new IllegalArgumentException(
            "cluster '" + alias + "' has no cutover credential here; known are " + specs.keySet());
      }
      return clusters.computeIfAbsent(alias, unknown -> new Cluster(spec));
    }
  }

  /** Who lacks a permission on the target only because the switch will make it lacks nothing. */
  private static boolean isHeldBack(FenceFinding finding, List<String> held, ClusterAlias target) {
    return finding.code().equals("PRINCIPAL_WITHOUT_GRANT")
        && finding.text().contains("cluster '" + target + "'")
        && held.stream().anyMatch(text -> text.contains(" " + finding.subject() + " "));
  }

  private static PlanFinding finding(FenceFinding finding) {
    return new PlanFinding(
        finding.severity() == FenceFinding.Severity.BLOCKING
            ? PlanFinding.Severity.BLOCKING
            : PlanFinding.Severity.WARNING,
        finding.subject(),
        finding.code() + ": " + finding.text() + "; " + finding.action());
  }
}
