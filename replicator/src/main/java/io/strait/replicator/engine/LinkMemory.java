package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.progress.Gap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What a link's internal topics say. Immutable.
 *
 * @param offsets offset maps by mirror partition; those with equal offsets throughout are left out
 * @param gaps the gap ledger by mirror partition
 * @param caughtUp until when a compacted mirror partition is known to have missed no tombstone
 * @param recreated source topics that were created again since the link began, and are followed
 */
record LinkMemory(
    Map<TopicPartition, OffsetMap> offsets,
    Map<TopicPartition, List<Gap>> gaps,
    Map<TopicPartition, CaughtUp> caughtUp,
    Set<String> recreated) {
  static final LinkMemory EMPTY = new LinkMemory(Map.of(), Map.of(), Map.of(), Set.of());

  LinkMemory {
    offsets = Map.copyOf(offsets);
    gaps = Map.copyOf(gaps);
    caughtUp = Map.copyOf(caughtUp);
    recreated = Set.copyOf(recreated);
  }

  /** The same with these source topics known to have been created again and followed. */
  LinkMemory following(Set<String> sourceTopics) {
    return new LinkMemory(offsets, gaps, caughtUp, sourceTopics);
  }

  /** The map as stored; what lies behind the target's log end is void. */
  OffsetMap offsets(TopicPartition target) {
    OffsetMap stored = offsets.get(target);
    return stored == null ? OffsetMap.equalOffsets() : stored;
  }

  List<Gap> gaps(TopicPartition target) {
    return gaps.getOrDefault(target, List.of());
  }

  Optional<CaughtUp> caughtUp(TopicPartition target) {
    return Optional.ofNullable(caughtUp.get(target));
  }
}
