package io.strait.ops.daemon;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.LinkHost;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.flow.FlowControl;
import io.strait.ops.twin.SchemaIdDesk;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.LinkEngine;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.slo.Sli;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs engines; each looks after itself once started.
 *
 * <p>Starting and stopping take turns; progress may be read by any thread at any time.
 */
public final class EngineHost implements LinkHost, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EngineHost.class);

  private final StraitConfig config;
  private final EngineOptions options;
  private final Clock clock;
  private final FlowDesk desk;
  private final SchemaIdDesk schemaIds;
  private final ConcurrentMap<LinkName, LinkEngine> running = new ConcurrentHashMap<>();

  /** Runs nothing yet; starts to read what operators decided. */
  public EngineHost(StraitConfig config, EngineOptions options, Clock clock) {
    this(config, options, link -> {}, link -> false, clock);
  }

  /**
   * The same.
   *
   * @param missing told, again and again, the link that waits for a schema on its target
   * @param bulkRests whether a link's topics of class bulk are to rest for now
   */
  public EngineHost(
      StraitConfig config,
      EngineOptions options,
      Consumer<LinkName> missing,
      Predicate<LinkName> bulkRests,
      Clock clock) {
    this.config = config;
    this.options = options;
    this.clock = clock;
    this.desk = new FlowDesk(config, bulkRests, this::applyFlow, clock);
    this.schemaIds = new SchemaIdDesk(config, clock, missing);
    desk.start();
  }

  /** Where operators change what runs here. */
  public FlowControl flows() {
    return desk;
  }

  /** Topics of a link that are of class bulk now. */
  Set<String> bulk(LinkName name) {
    return desk.bulk(name);
  }

  /** Something that decides how fast links may go is different. */
  void flowChanged() {
    applyFlow();
  }

  /**
   * Whether a link mirrors heartbeats of its own: where freshness is promised, unless a wave moves
   * the link, since a wave moves topics of applications and nothing else.
   */
  boolean beats(Link link) {
    return config.objectives().heartbeats().isPresent()
        && config
            .objectives()
            .of(link.name())
            .flatMap(promised -> promised.of(Sli.FRESHNESS))
            .isPresent()
        && !movesWithWave(link);
  }

  /** The link with everything that it mirrors. */
  Link mirrored(Link link) {
    return beats(link) ? link.beating() : link;
  }

  /** How fast a link may go now. */
  FlowSettings flow(LinkName name) {
    return desk.settings(name);
  }

  @Override
  public synchronized void start(Link link) {
    if (running.containsKey(link.name())) {
      return;
    }
    LinkEngine engine =
        new LinkEngine(
            mirrored(link), spec(link.source()), spec(link.target()), optionsOf(link), clock);
    engine.start();
    running.put(link.name(), engine);
    applyFlow();
    log.atInfo()
        .addKeyValue("link", link.name())
        .addKeyValue("source", link.source())
        .addKeyValue("target", link.target())
        .log("Link started");
  }

  @Override
  public synchronized void stop(Link link) {
    LinkEngine engine = running.get(link.name());
    if (engine != null) {
      engine.close();
      running.remove(link.name());
      log.atInfo().addKeyValue("link", link.name()).log("Link stopped");
    }
  }

  @Override
  public Optional<LinkProgress> progress(Link link) {
    return Optional.ofNullable(running.get(link.name())).map(LinkEngine::progress);
  }

  /** All engines of this process by name. */
  List<LinkProgress> all() {
    return running.values().stream()
        .map(LinkEngine::progress)
        .sorted(Comparator.comparing(progress -> progress.link().name().value()))
        .toList();
  }

  /** Stops all engines at the same time. */
  @Override
  public synchronized void close() {
    List<Thread> closers = new ArrayList<>();
    running.forEach(
        (name, engine) -> {
          Thread closer = new Thread(() -> closeOrSay(name, engine), "strait-close-" + name);
          closer.start();
          closers.add(closer);
        });
    for (Thread closer : closers) {
      try {
        closer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    running.clear();
    desk.close();
    schemaIds.close();
  }

  private static void closeOrSay(LinkName name, LinkEngine engine) {
    try {
      engine.close();
    } catch (IllegalStateException e) {
      log.atWarn()
          .addKeyValue("link", name)
          .addKeyValue("reason", e.getMessage())
          .log("Link did not stop in time");
    }
  }

  /**
   * A wave's lease covers both of its links, so they need none of their own: joining another group
   * would stand inside the write pause, for 3 s on brokers with default settings.
   */
  private boolean movesWithWave(Link link) {
    return config.waves().stream()
        .map(Wave::link)
        .anyMatch(
            moved ->
                moved.name().equals(link.name()) || moved.reversed().name().equals(link.name()));
  }

  /** One at a time, so that what was read later is also set later. */
  private void applyFlow() {
    synchronized (running) {
      running.forEach(
          (name, engine) -> {
            FlowSettings wanted = desk.settings(name);
            if (!engine.flow().equals(wanted)) {
              engine.flow(wanted);
            }
          });
    }
  }

  /** The options with what becomes of a link's schema ids. */
  EngineOptions withSchemaIds(Link link, EngineOptions some) {
    return some.withPolicy(some.policy().withSchemaIds(schemaIds.rule(link)));
  }

  private EngineOptions optionsOf(Link link) {
    EngineOptions configured =
        withSchemaIds(link, config.settings(link.name()).appliedTo(options))
            .withFlow(desk.settings(link.name()));
    return movesWithWave(link) ? configured.withoutLease() : configured;
  }

  private ClusterSpec spec(ClusterAlias alias) {
    return config.cluster(alias).copying();
  }
}
