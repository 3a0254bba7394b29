package io.strait.migrator.run;

import io.strait.migrator.step.LinkHost;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.LinkEngine;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Hosts real engines in the test's process. */
final class EngineLinks implements LinkHost, AutoCloseable {
  private final Map<ClusterAlias, ClusterSpec> specs;
  private final Map<LinkName, LinkEngine> engines = new HashMap<>();

  EngineLinks(Map<ClusterAlias, ClusterSpec> specs) {
    this.specs = Map.copyOf(specs);
  }

  @Override
  public synchronized void start(Link link) {
    engines.computeIfAbsent(
        link.name(),
        name -> {
          LinkEngine engine =
              new LinkEngine(
                  link,
                  specs.get(link.source()),
                  specs.get(link.target()),
                  EngineOptions.defaults(),
                  Clock.systemUTC());
          engine.start();
          return engine;
        });
  }

  @Override
  public synchronized void stop(Link link) {
    LinkEngine engine = engines.remove(link.name());
    if (engine != null) {
      engine.close();
    }
  }

  @Override
  public synchronized Optional<LinkProgress> progress(Link link) {
    return Optional.ofNullable(engines.get(link.name())).map(LinkEngine::progress);
  }

  @Override
  public synchronized void close() {
    engines.values().forEach(LinkEngine::close);
    engines.clear();
  }
}
