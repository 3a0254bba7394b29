package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.offsets.OffsetBlocks;
import io.strait.replicator.offsets.OffsetKey;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.LinkName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Makes a link's internal topics and reads them whole; whoever owns the link writes them. */
final class InternalTopics {
  private static final int REPLICAS = 3;

  private final Cluster target;
  private final LinkName link;

  InternalTopics(Cluster target, LinkName link) {
    this.target = target;
    this.link = link;
  }

  /** Creates those that are missing. */
  void prepare() {
    TopicObserver topics = new TopicObserver(target);
    var present = topics.observe(InternalTopic.allOf(link)).keySet();
    int brokers = present.size() == InternalTopic.values().length ? 0 : topics.brokers();
    for (InternalTopic topic : InternalTopic.values()) {
      if (!present.contains(topic.of(link))) {
        topics.apply(
            new TopicChange.Create(
                topic.of(link), 1, Math.min(REPLICAS, brokers), topic.configs()));
      }
    }
  }

  /** What they say now. */
  LinkMemory read() {
    Map<TopicPartition, Map<Long, byte[]>> blocks = new HashMap<>();
    WholeTopic.read(
        target, InternalTopic.OFFSETS.partitionOf(link), entry -> keepBlock(blocks, entry));
    Map<TopicPartition, OffsetMap> offsets = new HashMap<>();
    blocks.forEach((partition, stored) -> offsets.put(partition, OffsetBlocks.read(stored)));
    offsets.values().removeIf(OffsetMap::isEqual);
    Map<String, byte[]> ledger = GapLedger.latest(target, link);
    return new LinkMemory(
        offsets, GapLedger.byMirror(GapLedger.gaps(ledger)), CaughtUp.of(ledger), Set.of());
  }

  private static void keepBlock(
      Map<TopicPartition, Map<Long, byte[]>> blocks, ConsumerRecord<byte[], byte[]> entry) {
    OffsetKey key = OffsetKey.fromBytes(entry.key());
    Map<Long, byte[]> mine = blocks.computeIfAbsent(key.target(), p -> new HashMap<>());
    if (entry.value() == null) {
      mine.remove(key.firstTarget());
    } else {
      mine.put(key.firstTarget(), entry.value());
    }
  }
}
