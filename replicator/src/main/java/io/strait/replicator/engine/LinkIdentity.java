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

  /** The id of this owner's control markers. */
  long markerId() {
    return ProducerIds.markers(dataId(), ownerEpoch);
  }

  /** The id of this owner's filler records. */
  long fillerId() {
    return ProducerIds.fillers(dataId(), ownerEpoch);
  }

  /** The owner's epoch as producer epoch of markers and fillers: brokers refuse a lower one. */
  short fillEpoch() {
    return (short) (ownerEpoch & Short.MAX_VALUE);
  }

  /** Whether batches of this id fill a gap on either side of this link or the opposite one. */
  boolean isFill(long producerId) {
    return ProducerIds.isFill(producerId, dataId(), ownerEpoch)
        || ProducerIds.isFill(producerId, oppositeDataId(), Short.MAX_VALUE);
  }

  /**
   * Whether batches of this id fill up one side of this link or the opposite one to a log start.
   */
  boolean isPadding(long producerId) {
    return producerId == paddingId() || producerId == ProducerIds.padding(oppositeDataId());
  }

  /** Whether this id belongs to the link that runs the other way. */
  boolean isOpposite(long producerId) {
    long opposite = oppositeDataId();
    return producerId == opposite || producerId == ProducerIds.padding(opposite);
  }

  private long oppositeDataId() {
    return ProducerIds.data(targetClusterId, sourceClusterId, link.name().reversed());
  }
}
