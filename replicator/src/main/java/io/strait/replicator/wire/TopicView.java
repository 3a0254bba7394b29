package io.strait.replicator.wire;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * A topic as one broker sees it.
 *
 * @param name its name
 * @param id its id; zero if the cluster has none (before 2.8)
 * @param outcome whether the broker could describe it
 * @param leaders by partition number; empty if it could not
 */
public record TopicView(
    String name, Uuid id, Outcome outcome, Map<Integer, PartitionLeader> leaders) {
  /** Keeps a copy of the map. */
  public TopicView {
    leaders = Map.copyOf(leaders);
  }
}
