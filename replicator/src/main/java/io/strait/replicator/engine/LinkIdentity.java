package io.strait.replicator.engine;

import io.strait.replicator.topology.Link;

/**
 * A link between two known clusters.
 *
 * @param link its names
 * @param sourceClusterId the source cluster's own id
 * @param targetClusterId the target cluster's own id
 * @param ownerEpoch how many times an engine has taken the link over so far; the highest one is the
 *     owner. 0 before an engine has taken it
 */
record LinkIdentity(Link link, String sourceClusterId, String targetClusterId, int ownerEpoch) {
  /** Not owned yet. */
  LinkIdentity(Link link, String sourceClusterId, String targetClusterId) {
    this(link, sourceClusterId, targetClusterId, 0);
  }

  /** The same in the hands of the owner with this epoch. */
  LinkIdentity owned(int epoch) {
    return new LinkIdentity(link, sourceClusterId, targetClusterId, epoch);
  }

  long dataId() {
    return ProducerIds.data(sourceClusterId, targetClusterId, link.name());
  }

  long paddingId() {
    return ProducerIds.padding(dataId());
  }

  /** Whether this id belongs to the link that runs the other way. */
  boolean isOpposite(long producerId) {
    long opposite = ProducerIds.data(targetClusterId, sourceClusterId, link.name().reversed());
    return producerId == opposite || producerId == ProducerIds.padding(opposite);
  }
}
