package io.strait.replicator.engine;

import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What of a link can be copied now, and how much that should be.
 *
 * @param pairs partitions that exist on both sides
 * @param wanted how many partitions the link's topics have on the source; more than pairs while a
 *     broker of the target has not heard of a topic that was just created
 */
record CopyPairs(List<CopyPair> pairs, int wanted) {
  CopyPairs {
    pairs = List.copyOf(pairs);
  }

  /** Whether a topic or partition is still missing on the target. */
  boolean partial() {
    return pairs.size() < wanted;
  }

  /**
   * Pairs by the facts of both sides; every source topic must be there, a target topic may lack.
   */
  static CopyPairs of(Link link, Map<String, TopicFacts> sources, Map<String, TopicFacts> targets) {
    List<CopyPair> pairs = new ArrayList<>();
    int wanted = 0;
    for (TopicMapping mapping : link.topics()) {
      TopicFacts from = sources.get(mapping.source());
      TopicFacts to = targets.get(mapping.target());
      wanted += from.partitions();
      int partitions = to == null ? 0 : Math.min(from.partitions(), to.partitions());
      for (int i = 0; i < partitions; i++) {
        pairs.add(
            new CopyPair(
                new TopicPartition(from.name(), i),
                from.id(),
                new TopicPartition(to.name(), i),
                to.id()));
      }
    }
    return new CopyPairs(pairs, wanted);
  }
}
