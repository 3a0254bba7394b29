package io.strait.ops.twin;

import io.strait.ops.config.StraitConfig;
import io.strait.replicator.engine.SchemaIdRule;
import io.strait.replicator.sync.schema.Rewrite;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows the registries of all links whose records may carry schema ids, and tells their engines
 * what becomes of these. Writes nothing that a plan does not. One thread of its own; any thread may
 * ask for rules.
 */
public final class SchemaIdDesk implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;
  private static final long STOP_SECONDS = 5;

  private final StraitConfig config;
  private final Clock clock;
  private final Consumer<LinkName> missing;
  private final Map<LinkName, SchemaIdGate> gates = new HashMap<>();
  private final List<SchemaIdWatch> watches = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread one = new Thread(task, "strait-schema-ids");
            one.setDaemon(true);
            return one;
          });

  /**
   * @param missing told, again and again, the link that waits for a schema on its target
   */
  public SchemaIdDesk(StraitConfig config, Clock clock, Consumer<LinkName> missing) {
    this.config = config;
    this.clock = clock;
    this.missing = missing;
  }

  /**
   * For an engine of this link. Only a link the way round that it is configured has any, only if
   * both clusters have a registry, and only if no wave moves it: what a wave moves must be the same
   * byte for byte on both sides, so its ids must be kept. From the first call on the registries are
   * followed.
   */
  public synchronized SchemaIdRule rule(Link link) {
    boolean both =
        config.cluster(link.source()).registry().isPresent()
            && config.cluster(link.target()).registry().isPresent();
    boolean wanted =
        config.settings(link.name()).twin().schemas().rewrite() != Rewrite.NEVER
            && config.link(link.name()).isPresent()
            && config.waves().stream().noneMatch(wave -> wave.link().name().equals(link.name()));
    return both && wanted ? SchemaIdRule.by(gate(link)) : SchemaIdRule.none();
  }

  private SchemaIdGate gate(Link link) {
    return gates.computeIfAbsent(
        link.name(),
        name -> {
          SchemaIdGate gate = new SchemaIdGate(name, config.settings(name).twin().schemas());
          SchemaIdWatch watch = new SchemaIdWatch(config, link, gate, clock, missing);
          watches.add(watch);
          thread.scheduleWithFixedDelay(watch, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
          return gate;
        });
  }

  @Override
  public synchronized void close() {
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        watches.forEach(SchemaIdWatch::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
