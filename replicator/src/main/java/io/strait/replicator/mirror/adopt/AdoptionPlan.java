package io.strait.replicator.mirror.adopt;

import io.strait.replicator.mirror.adopt.PartitionPlan.Standing;
import io.strait.replicator.offsets.OffsetMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What a take-over would write down. Immutable.
 *
 * @param partitions of all topics that both sides have
 * @param notMade source topics whose mirror does not exist yet: the link begins them as usual
 * @param sources ids of the source topics concerned
 * @param targets ids of their mirrors
 */
public record AdoptionPlan(
    List<PartitionPlan> partitions,
    List<String> notMade,
    Map<String, Uuid> sources,
    Map<String, Uuid> targets) {
  /** Keeps copies. */
  public AdoptionPlan {
    partitions = List.copyOf(partitions);
    notMade = List.copyOf(notMade);
    sources = Map.copyOf(sources);
    targets = Map.copyOf(targets);
  }

  /** Whether every partition can be taken over. */
  public boolean isPossible() {
    return partitions.stream().noneMatch(one -> one.standing() == Standing.REFUSED);
  }

  /** What is to be stored. */
  public Map<TopicPartition, OffsetMap> maps() {
    Map<TopicPartition, OffsetMap> maps = new HashMap<>();
    partitions.stream()
        .filter(one -> one.standing() == Standing.ADOPT)
        .forEach(one -> maps.put(one.target(), one.map()));
    return maps;
  }
}
