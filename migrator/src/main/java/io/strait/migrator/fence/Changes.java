package io.strait.migrator.fence;

import io.strait.migrator.fence.acl.PartitionEnd;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What changed against a sealed frontier. Pure. */
final class Changes {
  private Changes() {}

  static List<String> between(
      Frontier frontier, Layout layout, Map<TopicPartition, PartitionEnd> ends) {
    List<String> changes = new ArrayList<>();
    Set<TopicPartition> added = new HashSet<>(layout.partitions());
    for (Frontier.Seal seal : frontier.seals()) {
      TopicPartition partition = new TopicPartition(seal.topic(), seal.partition());
      added.remove(partition);
      if (!seal.topicId().equals(layout.topicIds().get(seal.topic()))) {
        changes.add(partition + ": the topic was re-created");
      } else if (!ends.containsKey(partition)) {
        changes.add(partition + ": no leader answered");
      } else {
        changes.addAll(between(seal, ends.get(partition)));
      }
    }
    added.forEach(partition -> changes.add(partition + ": was added after the proof"));
    return changes;
  }

  private static List<String> between(Frontier.Seal seal, PartitionEnd end) {
    List<String> changes = new ArrayList<>();
    String name = seal.topic() + "-" + seal.partition();
    if (end.logEnd() != seal.end()) {
      changes.add(name + ": log end moved from " + seal.end() + " to " + end.logEnd());
    }
    if (end.leaderEpoch() != seal.leaderEpoch()) {
      changes.add(
          name + ": leader epoch moved from " + seal.leaderEpoch() + " to " + end.leaderEpoch());
    }
    return changes;
  }
}
