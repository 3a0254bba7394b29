package io.strait.ops.config;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.registry.RegistrySpec;
import java.util.Optional;

/**
 * A cluster under its credentials.
 *
 * @param copying the credential that reads and writes records; needs no ALTER on the cluster
 * @param cutover the credential that fences; needed by waves only
 * @param metadata the credential that reads and writes ACLs, quotas, users, configs and groups
 * @param registry where its schemas are
 */
public record ClusterConfig(
    ClusterSpec copying,
    Optional<ClusterSpec> cutover,
    Optional<ClusterSpec> metadata,
    Optional<RegistrySpec> registry) {
  /** Without a credential of its own for metadata, and without a registry. */
  public ClusterConfig(ClusterSpec copying, Optional<ClusterSpec> cutover) {
    this(copying, cutover, Optional.empty(), Optional.empty());
  }

  /** The credential for metadata; where none is given the one that fences, else the copying one. */
  public ClusterSpec forMetadata() {
    return metadata.or(() -> cutover).orElse(copying);
  }

  /** Under which key of the configuration {@link #forMetadata} is. */
  public String metadataKey() {
    return metadata.isPresent() ? "metadata" : cutover.isPresent() ? "cutover" : "properties";
  }

  /** Relies on {@link ClusterSpec#toString}, which names no value. */
  @Override
  public String toString() {
    return copying
        + (cutover.isPresent() ? " with a cutover credential" : "")
        + (metadata.isPresent() ? " with a metadata credential" : "")
        + registry.map(found -> " with the " + found).orElse("");
  }
}
