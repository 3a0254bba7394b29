package io.strait.replicator.engine;

import io.strait.replicator.topology.Link;

/**
 * A link between two known clusters.
 *
 * @param link its names
 * @param sourceClusterId the source cluster's own id
 * @param targetClusterId the target cluster's own id
 */
record LinkIdentity(Link link, String sourceClusterId, String targetClusterId) {
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
