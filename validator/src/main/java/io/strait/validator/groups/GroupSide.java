package io.strait.validator.groups;

import io.strait.replicator.cluster.Cluster;

/**
 * One side under the credentials that it takes.
 *
 * @param groups may DESCRIBE groups
 * @param records may READ topics
 */
public record GroupSide(Cluster groups, Cluster records) {
  /** One credential for both. */
  public static GroupSide of(Cluster cluster) {
    return new GroupSide(cluster, cluster);
  }
}
