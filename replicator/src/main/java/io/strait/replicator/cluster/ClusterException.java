package io.strait.replicator.cluster;

import io.strait.replicator.topology.ClusterAlias;

/**
 * An act on a cluster failed: says on which cluster, during what, and of which kind the fault is.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ClusterAlias cluster;
  private final FaultKind kind;

  /** Wraps the unwrapped cause; {@code doing} reads as "while ...". */
  public ClusterException(ClusterAlias cluster, String doing, Throwable cause) {
    super(
        "cluster '"
            + cluster
            + "', while "
            + doing
            + ": "
            + FaultKind.unwrapped(cause).getClass().getSimpleName()
            + ": "
            + FaultKind.unwrapped(cause).getMessage(),
        FaultKind.unwrapped(cause));
    this.cluster = cluster;
    this.kind = FaultKind.of(cause);
  }

  /** The cluster on which it happened. */
  public ClusterAlias cluster() {
    return cluster;
  }

  /** What to do about it. */
  public FaultKind kind() {
    return kind;
  }
}
