package io.strait.replicator.sync;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.ResolvedTopics;
import java.util.Set;

/** Asks a source what a link's selection means there now. */
public final class SourceTopics {
  private SourceTopics() {}

  /**
   * The topics that a link mirrors now. The source is asked only if the link takes topics by
   * patterns; a topic that its credential may not DESCRIBE is not among them then.
   *
   * @throws io.strait.replicator.cluster.ClusterException if the source cannot be asked
   */
  public static ResolvedTopics of(Link link, Cluster source) {
    return link.selection().resolve(link.selection().isOpen() ? names(source) : Set.of());
  }

  private static Set<String> names(Cluster source) {
    return source.await("listing its topics", source.admin().listTopics().names());
  }
}
