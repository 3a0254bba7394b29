package io.strait.replicator.engine;

import io.strait.replicator.topology.Link;

/**
 * A link between two known clusters, and the producer ids that follow from it; these are computed
 * once, because every batch needs them. Immutable.
 */
final class LinkIdentity {
  private final Link link;
  private final String sourceClusterId;
  private final String targetClusterId;
  private final int ownerEpoch;
  private final long dataId;
  private final long oppositeDataId;

  /** Not owned yet. */
  LinkIdentity(Link link, String sourceClusterId, String targetClusterId) {
    this(link, sourceClusterId, targetClusterId, 0);
  }

  /**
   * {@code ownerEpoch} is how many times an engine has taken the link over so far; the highest one
   * is the owner. 0 before an engine has taken it.
   */
  LinkIdentity(Link link, String sourceClusterId, String targetClusterId, int ownerEpoch) {
    this.link = link;
    this.sourceClusterId = sourceClusterId;
    this.targetClusterId = targetClusterId;
    this.ownerEpoch = ownerEpoch;
    this.dataId = ProducerIds.data(sourceClusterId, targetClusterId, link.name());
    this.oppositeDataId =
        ProducerIds.data(targetClusterId, sourceClusterId, link.name().reversed());
  }

  Link link() {
    return link;
  }

  /** The source cluster's own id. */
  String sourceClusterId() {
    return sourceClusterId;
  }

  /** The target cluster's own id. */
  String targetClusterId() {
    return targetClusterId;
  }

  int ownerEpoch() {
    return ownerEpoch;
  }

  /** The same in the hands of the owner with this epoch. */
  LinkIdentity owned(int epoch) {
    return new LinkIdentity(link, sourceClusterId, targetClusterId, epoch);
  }

  /** The id that the link's data carries. */
  long dataId() {
    return dataId;
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
        || ProducerIds.isFill(producerId, oppositeDataId, Short.MAX_VALUE);
  }

  /**
   * Whether batches of this id fill up one side of this link or the opposite one to a log start.
   */
  boolean isPadding(long producerId) {
    return producerId == paddingId() || producerId == ProducerIds.padding(oppositeDataId);
  }

  /** Whether this id belongs to the link that runs the other way. */
  boolean isOpposite(long producerId) {
    return producerId == oppositeDataId || producerId == ProducerIds.padding(oppositeDataId);
  }
}
