package io.strait.ops.daemon;

import io.strait.migrator.run.CopyContracts;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.verify.Contracts;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.engine.LinkTranslations;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.Contract;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What the copies of waves' links are declared to be, asked anew for each proof over connections
 * that are kept: the last proof before a switch is made while writers are held, and to log in and
 * read a link's notes from their beginning would hold them longer. Safe for use by several threads.
 */
final class WaveContracts implements CopyContracts {
  private final StraitConfig config;
  private final Map<LinkName, Kept> kept = new HashMap<>();
  private boolean closed;

  /** Connects to nothing yet. */
  WaveContracts(StraitConfig config) {
    this.config = config;
  }

  @Override
  public Function<TopicMapping, Contract> of(Link link) {
    Kept one = kept(link);
    boolean asked = false;
    try {
      Contracts contracts = one.contracts(config, link);
      asked = true;
      return contracts;
    } finally {
      if (!asked) {
        forget(link.name(), one);
      }
    }
  }

  /** One link's connections; who comes second waits. Who copies may read the link's notes. */
  private static final class Kept implements AutoCloseable {
    private final Cluster source;
    private final Cluster target;
    private final LinkTranslations notes;

    Kept(StraitConfig config, Link link) {
      this.source = new Cluster(config.cluster(link.source()).copying());
      this.target = new Cluster(config.cluster(link.target()).copying());
      this.notes = new LinkTranslations(link.name(), source, target);
    }

    synchronized Contracts contracts(StraitConfig config, Link link) {
      return Contracts.of(config, link, source, target, notes);
    }

    @Override
    public synchronized void close() {
      notes.close();
      source.close();
      target.close();
    }
  }

  private synchronized Kept kept(Link link) {
    if (closed) {
      throw new ClusterException(
          link.source(),
          "asking what copies are declared to be",
          new IllegalStateException("closed"));
    }
    return kept.computeIfAbsent(link.name(), name -> new Kept(config, link));
  }

  private void forget(LinkName link, Kept broken) {
    synchronized (this) {
      kept.remove(link, broken);
    }
    broken.close();
  }

  @Override
  public void close() {
    Map<LinkName, Kept> all;
    synchronized (this) {
      closed = true;
      all = Map.copyOf(kept);
      kept.clear();
    }
    all.values().forEach(Kept::close);
  }
}
