package io.strait.ops.daemon;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.MigrationView;
import io.strait.migrator.run.Migrations;
import io.strait.ops.audit.AuditKeeper;
import io.strait.ops.config.ClusterConfig;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.flow.FlowControl;
import io.strait.ops.flow.LinkFlow;
import io.strait.ops.mirrormaker.MirrorMakerKeeper;
import io.strait.ops.slo.SloControl;
import io.strait.ops.slo.SloKeeper;
import io.strait.ops.twin.TwinKeeper;
import io.strait.ops.view.DaemonStatus;
import io.strait.ops.view.LinkLosses;
import io.strait.ops.view.WaveStatus;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs everything that a configuration names, in this process, until closed.
 *
 * <p>Needs nothing to be reachable at the start: what cannot be reached is tried again. Several
 * daemons with the same configuration share the work link by link and wave by wave; the others
 * stand by. All methods may be called by any thread.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Daemon.class);

  private final StraitConfig config;
  private final Clock clock;
  private final EngineHost links;
  private final Optional<ConnectHost> connect;
  private final Migrations migrations;
  private final LastingProblems lasting;
  private final LossWatch losses;
  private final TwinKeeper twins;
  private final AuditKeeper audits;
  private final MirrorMakerKeeper mirrorMaker;
  private final SloKeeper promises;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "strait-watch");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, WaveKeeper> waves = new TreeMap<>();

  /** Runs its links by itself; starts nothing yet. */
  public Daemon(StraitConfig config, EngineOptions options, Clock clock) {
    this(config, options, Optional.empty(), clock);
  }

  /**
   * Starts nothing yet.
   *
   * @param workers how the links that no wave moves are shared with other daemons through Kafka
   *     Connect, whose jars must be on the class path then; empty to run them by itself
   */
  public Daemon(
      StraitConfig config, EngineOptions options, Optional<WorkerOptions> workers, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.lasting = new LastingProblems(clock);
    AtomicReference<Predicate<LinkName>> bulkRests = new AtomicReference<>(link -> false);
    this.links =
        new EngineHost(
            config, options, this::schemasMissing, link -> bulkRests.get().test(link), clock);
    this.connect =
        workers
            .filter(wanted -> !staying().isEmpty())
            .map(
                wanted ->
                    new ConnectHost(
                        config,
                        staying().stream().map(links::mirrored).toList(),
                        options,
                        wanted,
                        links::flow,
                        links::withSchemaIds,
                        clock));
    this.promises = new SloKeeper(config, asked(), clock, new SplittableRandom());
    bulkRests.set(promises::restsBulk);
    this.losses = new LossWatch(config, () -> running().stream().map(LinkProgress::link).toList());
    this.twins = new TwinKeeper(config, this::owns, this::compared, clock, new SplittableRandom());
    // Whoever knew the seeds could make equal digests of unequal records.
    this.audits =
        new AuditKeeper(
            config,
            this::owns,
            promises::slowsVerifier,
            promises::proofs,
            clock,
            new SecureRandom());
    this.mirrorMaker =
        new MirrorMakerKeeper(
            config, link -> owns(link) ? progress(link) : Optional.empty(), clock);
    this.migrations = Access.migrations(config, promises, clock);
    for (Wave wave : config.waves()) {
      ClusterConfig home = config.cluster(wave.target());
      waves.put(
          wave.name(),
          new WaveKeeper(
              wave,
              home.cutover().orElse(home.copying()),
              links,
              () -> migrations.run(wave, links),
              clock));
    }
  }

  /** Starts all links and waves; returns without waiting for any. */
  public void start() {
    connect.ifPresentOrElse(ConnectHost::start, () -> staying().forEach(links::start));
    // Waves ask what is in force from their first step on.
    promises.start();
    waves.values().forEach(WaveKeeper::start);
    losses.start();
    twins.start();
    audits.start();
    mirrorMaker.start();
    watch.scheduleWithFixedDelay(() -> lasting.of(running()), 1, 1, TimeUnit.SECONDS);
    log.atInfo()
        .addKeyValue("links", config.links().size())
        .addKeyValue("waves", waves.size())
        .log("Daemon started");
  }

  /** What it does now; from memory. */
  public DaemonStatus status() {
    List<WaveStatus> states = waves.values().stream().map(WaveKeeper::status).toList();
    List<LinkProgress> running = running();
    List<String> problems = new ArrayList<>();
    waves.values().forEach(keeper -> keeper.problem().ifPresent(problems::add));
    problems.addAll(lasting.of(running));
    connect.ifPresent(host -> problems.addAll(host.problems()));
    problems.addAll(mirrorMaker.problems());
    List<LinkFlow> flows =
        running.stream().flatMap(link -> flows().flow(link.link().name()).stream()).toList();
    List<LinkLosses> set =
        running.stream().flatMap(link -> losses.of(link.link().name()).stream()).toList();
    return new DaemonStatus(
        clock.instant(),
        running,
        flows,
        set,
        twins.status(),
        audits.status(),
        states,
        problems,
        promises.status());
  }

  /** What is promised about links, and what is done about it. */
  public SloControl promises() {
    return promises;
  }

  /** Where operators change what runs. */
  public FlowControl flows() {
    return links.flows();
  }

  /** A migration that this process runs; empty when another process does, or none yet. */
  public Optional<MigrationView> migration(String wave) {
    return Optional.ofNullable(waves.get(wave)).flatMap(WaveKeeper::view);
  }

  /** How far a link is that this process runs, whichever way it runs. */
  public Optional<LinkProgress> progress(Link link) {
    return links
        .progress(link)
        .or(
            () ->
                running().stream()
                    .filter(one -> one.link().name().equals(link.name()))
                    .findFirst());
  }

  private SloKeeper.Daemon asked() {
    return new SloKeeper.Daemon() {
      @Override
      public Optional<LinkProgress> owned(Link link) {
        return owns(link) ? progress(link) : Optional.empty();
      }

      @Override
      public Set<String> bulk(LinkName link) {
        return links.bulk(link);
      }

      @Override
      public boolean beats(Link link) {
        return links.beats(link);
      }

      @Override
      public void changed() {
        links.flowChanged();
      }
    };
  }

  private void compared(LinkName link, TwinPlan plan) {
    if (plan.aspect() == Aspect.GROUPS) {
      promises.groups(link, plan);
    }
  }

  private void schemasMissing(LinkName link) {
    twins.soon(link, Aspect.SCHEMAS);
  }

  /** Whether this process runs the link, and the way round that it is configured. */
  private boolean owns(Link link) {
    return links
        .progress(link)
        .map(LinkProgress::owner)
        .orElseGet(() -> connect.filter(host -> host.leads(link.name())).isPresent());
  }

  /** Links that no wave moves; a wave's runner looks after its own. */
  private List<Link> staying() {
    Set<LinkName> moving =
        config.waves().stream().map(wave -> wave.link().name()).collect(Collectors.toSet());
    return config.links().stream().filter(link -> !moving.contains(link.name())).toList();
  }

  private List<LinkProgress> running() {
    List<LinkProgress> all = new ArrayList<>(links.all());
    connect.ifPresent(host -> all.addAll(host.all()));
    all.sort(Comparator.comparing(progress -> progress.link().name().value()));
    return all;
  }

  /** Stops every runner after its present step, then every link; bounded. */
  @Override
  public void close() {
    log.atInfo().log("Daemon stops");
    watch.shutdownNow();
    losses.close();
    twins.close();
    audits.close();
    mirrorMaker.close();
    promises.close();
    waves.values().parallelStream().forEach(WaveKeeper::close);
    connect.ifPresent(Daemon::closeOrSay);
    links.close();
    migrations.close();
    log.atInfo().log("Daemon stopped");
  }

  private static void closeOrSay(ConnectHost host) {
    try {
      host.close();
    } catch (IllegalStateException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("Worker did not stop in time");
    }
  }
}
