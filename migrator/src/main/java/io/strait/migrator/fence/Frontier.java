package io.strait.migrator.fence;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The sealed end of every fenced partition: no record was there at or above it when it was proven.
 * It stays true only while {@link FenceProof#recheck} holds.
 *
 * @param seals one for each partition, sorted by topic and number
 */
public record Frontier(List<Seal> seals) {
  /** Sorts and copies the seals. */
  public Frontier {
    seals =
        seals.stream()
            .sorted(Comparator.comparing(Seal::topic).thenComparingInt(Seal::partition))
            .toList();
  }

  /**
   * The sealed end of one partition.
   *
   * @param topic topic name
   * @param topicId identity of the topic; another one means that it was re-created
   * @param partition partition number
   * @param end one past the last record
   * @param leader node id of the leader when proven
   * @param leaderEpoch its leader epoch when proven
   */
  public record Seal(
      String topic, String topicId, int partition, long end, int leader, int leaderEpoch) {}

  /** The sealed end of each partition. */
  public Map<TopicPartition, Long> ends() {
    Map<TopicPartition, Long> ends = new HashMap<>();
    seals.forEach(seal -> ends.put(new TopicPartition(seal.topic(), seal.partition()), seal.end()));
    return Map.copyOf(ends);
  }
}
