package io.strait.replicator.registry;

import io.strait.replicator.topology.ClusterAlias;
import java.net.URI;
import java.util.Optional;

/**
 * How the registry of a cluster is reached.
 *
 * @param cluster whose registry it is
 * @param url {@code http} or {@code https}; without a trailing slash
 * @param kind which API it speaks; empty to find out
 * @param login who asks
 * @param group Apicurio's group that holds the subjects
 * @param prefix path below the url where the Confluent-compatible API starts; empty for the usual
 *     one
 */
public record RegistrySpec(
    ClusterAlias cluster,
    URI url,
    Optional<RegistryKind> kind,
    RegistryLogin login,
    String group,
    String prefix) {
  /** Apicurio's group of artifacts that name none. */
  public static final String DEFAULT_GROUP = "default";

  /** One without credentials, whose kind is found out. */
  public static RegistrySpec open(ClusterAlias cluster, URI url) {
    return new RegistrySpec(
        cluster, url, Optional.empty(), RegistryLogin.none(), DEFAULT_GROUP, "");
  }

  /** Completes the sentence "asked ...", without credentials. */
  @Override
  public String toString() {
    return "registry of cluster '" + cluster + "' at " + url + " as " + login;
  }
}
