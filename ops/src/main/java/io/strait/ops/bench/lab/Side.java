package io.strait.ops.bench.lab;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import java.util.Map;

/**
 * How an engine reaches one cluster.
 *
 * @param alias the operator's name for it
 * @param bootstrap addresses, through the fault proxy or past it
 * @param properties security settings of kafka-clients, secrets included
 */
public record Side(String alias, String bootstrap, Map<String, String> properties) {
  ClusterSpec spec() {
    return new ClusterSpec(new ClusterAlias(alias), bootstrap, properties);
  }

  /** Not the properties: they may hold secrets. */
  @Override
  public String toString() {
    return alias + " at " + bootstrap;
  }
}
