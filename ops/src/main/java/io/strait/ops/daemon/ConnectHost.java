package io.strait.ops.daemon;

import io.strait.ops.config.StraitConfig;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.mirror.EmbeddedWorker;
import io.strait.replicator.mirror.LinkDefinition;
import io.strait.replicator.mirror.WorkerSettings;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.share.ShareTimes;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Runs links in an embedded Connect worker, so that several daemons share their partitions. Any
 * thread.
 */
final class ConnectHost implements AutoCloseable {
  private final EmbeddedWorker worker;

  /**
   * Connects to nothing before {@link #start}.
   *
   * @param links what is shared; not empty
   * @param flows how fast a whole link may go now
   * @param schemaIds adds what becomes of a link's schema ids
   */
  ConnectHost(
      StraitConfig config,
      List<Link> links,
      EngineOptions options,
      WorkerOptions wanted,
      Function<LinkName, FlowSettings> flows,
      BiFunction<Link, EngineOptions, EngineOptions> schemaIds,
      Clock clock) {
    ClusterAlias home = wanted.home().orElse(links.get(0).target());
    List<LinkDefinition> definitions =
        links.stream()
            .map(
                link ->
                    new LinkDefinition(
                        link,
                        spec(config, link.source()),
                        spec(config, link.target()),
                        schemaIds
                            .apply(link, config.settings(link.name()).appliedTo(options))
                            .withFlow(part(flows.apply(link.name()), wanted.slots())),
                        ShareTimes.defaults()))
            .toList();
    this.worker =
        new EmbeddedWorker(
            spec(config, home),
            definitions,
            new WorkerSettings(wanted.slots(), wanted.host(), wanted.port()),
            name -> part(flows.apply(name), wanted.slots()),
            clock);
  }

  void start() {
    worker.start();
  }

  /** Every shared link; see {@link EmbeddedWorker#progress}. */
  List<LinkProgress> all() {
    return worker.progress();
  }

  /** Whether this process is the one that does what only one may do for the whole link. */
  boolean leads(LinkName link) {
    return worker.leads(link);
  }

  /** What is wrong with the worker and its tasks, one sentence each. */
  List<String> problems() {
    return worker.problems();
  }

  @Override
  public void close() {
    worker.close();
  }

  /** A link's rate holds for the sum of its slots, wherever they run. */
  private static FlowSettings part(FlowSettings whole, int slots) {
    return whole.bytesPerSecond() == 0
        ? whole
        : whole.withRate(Math.max(1, whole.bytesPerSecond() / slots));
  }

  private static ClusterSpec spec(StraitConfig config, ClusterAlias alias) {
    return config.cluster(alias).copying();
  }
}
