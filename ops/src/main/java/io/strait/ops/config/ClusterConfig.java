package io.strait.ops.config;

import io.strait.replicator.cluster.ClusterSpec;
import java.util.Optional;

/**
 * A cluster under its two credentials.
 *
 * @param copying the credential that reads and writes records; needs no ALTER on the cluster
 * @param cutover the credential that fences; needed by waves only
 */
public record ClusterConfig(ClusterSpec copying, Optional<ClusterSpec> cutover) {
  /** Relies on {@link ClusterSpec#toString}, which names no value. */
  @Override
  public String toString() {
    return copying + (cutover.isPresent() ? " with a cutover credential" : "");
  }
}
