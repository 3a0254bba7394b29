package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.progress.Gap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What a link's internal topics say. Immutable.
 *
 * @param offsets offset maps by mirror partition; those with equal offsets throughout are left out
 * @param gaps the gap ledger by mirror partition
 */
record LinkMemory(Map<TopicPartition, OffsetMap> offsets, Map<TopicPartition, List<Gap>> gaps) {
  static final LinkMemory EMPTY = new LinkMemory(Map.of(), Map.of());

  LinkMemory {
    offsets = Map.copyOf(offsets);
    gaps = Map.copyOf(gaps);
  }

  /** The map as stored; what lies behind the target's log end is void. */
  OffsetMap offsets(TopicPartition target) {
    OffsetMap stored = offsets.get(target);
    return stored == null ? OffsetMap.equalOffsets() : stored;
  }

  List<Gap> gaps(TopicPartition target) {
    return gaps.getOrDefault(target, List.of());
  }
}
