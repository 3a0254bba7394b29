package io.strait.replicator.sync;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * A topic as it is.
 *
 * @param name its name
 * @param id its id; zero if the cluster has none
 * @param partitions how many
 * @param replicas replicas of its first partition
 * @param ownConfigs what was set on this very topic
 * @param effectiveConfigs what holds, with the broker's defaults
 */
public record TopicFacts(
    String name,
    Uuid id,
    int partitions,
    int replicas,
    Map<String, String> ownConfigs,
    Map<String, String> effectiveConfigs) {
  /** Keeps copies. */
  public TopicFacts {
    ownConfigs = Map.copyOf(ownConfigs);
    effectiveConfigs = Map.copyOf(effectiveConfigs);
  }
}
