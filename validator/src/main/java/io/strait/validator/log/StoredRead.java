package io.strait.validator.log;

/** A range of one log, batch by batch as it is stored. Confined to one thread. */
public interface StoredRead {
  /**
   * Whether another batch with committed records follows in the range; fetches when it must.
   *
   * @throws RangeGone if the log start has passed the place
   * @throws io.strait.replicator.cluster.ClusterException if the cluster does not answer
   * @throws DamagedBatch if what is stored there is no batch
   */
  boolean hasNext();

  /** That batch; only after {@link #hasNext}, valid until {@link #skip}. */
  StoredBatch peek();

  /** Passes over that batch. */
  void skip();
}
