package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.offsets.OffsetBlocks;
import io.strait.replicator.offsets.OffsetKey;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.LinkName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes a link's internal topics, and the one that all links of the target share, and reads its own
 * whole; whoever owns the link writes them.
 */
final class InternalTopics {
  private static final int REPLICAS = 3;

  private final Cluster target;
  private final LinkName link;

  InternalTopics(Cluster target, LinkName link) {
    this.target = target;
    this.link = link;
  }

  /** Creates those that are missing, with one call. */
  void prepare() {
    TopicObserver topics = new TopicObserver(target);
    Map<String, Map<String, String>> missing = new HashMap<>();
    missing.put(LinkRegistry.TOPIC, LinkRegistry.CONFIGS);
    for (InternalTopic topic : InternalTopic.values()) {
      missing.put(topic.of(link), topic.configs());
    }
    missing.keySet().removeAll(topics.present(Set.copyOf(missing.keySet())));
    if (missing.isEmpty()) {
      return;
    }
    int replicas = Math.min(REPLICAS, topics.brokers());
    List<TopicChange.Create> creates = new ArrayList<>();
    missing.forEach(
        (topic, configs) -> creates.add(new TopicChange.Create(topic, 1, replicas, configs)));
    topics.create(creates);
  }

  /** What they say now. */
  LinkMemory read() {
    try (TopicReader reader = new TopicReader(target)) {
      Gathering gathering = gathering(link);
      reader.read(gathering.takers());
      return gathering.memory();
    }
  }

  /** To read them together with others. */
  static Gathering gathering(LinkName link) {
    return new Gathering(link);
  }

  /** What is being read. One thread. */
  static final class Gathering {
    private final LinkName link;
    private final Map<TopicPartition, Map<Long, byte[]>> blocks = new HashMap<>();
    private final GapLedger.Entries gaps = new GapLedger.Entries();

    private Gathering(LinkName link) {
      this.link = link;
    }

    /** Who takes the records of which partition. */
    Map<TopicPartition, Consumer<ConsumerRecord<byte[], byte[]>>> takers() {
      return Map.of(
          InternalTopic.OFFSETS.partitionOf(link),
          this::keepBlock,
          InternalTopic.GAPS.partitionOf(link),
          gaps);
    }

    /** What it comes to once all is read. */
    LinkMemory memory() {
      Map<TopicPartition, OffsetMap> offsets = new HashMap<>();
      blocks.forEach((partition, stored) -> offsets.put(partition, OffsetBlocks.read(stored)));
      offsets.values().removeIf(OffsetMap::isEqual);
      return new LinkMemory(offsets, gaps(), CaughtUp.of(gaps.latest()), Set.of());
    }

    /** The map of one mirror partition as far as it has been read. */
    OffsetMap offsets(TopicPartition target) {
      return OffsetBlocks.read(blocks.getOrDefault(target, Map.of()));
    }

    /** The gap ledger by mirror partition as far as it has been read. */
    Map<TopicPartition, List<Gap>> gaps() {
      return GapLedger.byMirror(GapLedger.gaps(gaps.latest()));
    }

    private void keepBlock(ConsumerRecord<byte[], byte[]> entry) {
      OffsetKey key = OffsetKey.fromBytes(entry.key());
      Map<Long, byte[]> mine = blocks.computeIfAbsent(key.target(), p -> new HashMap<>());
      if (entry.value() == null) {
        mine.remove(key.firstTarget());
      } else {
        mine.put(key.firstTarget(), entry.value());
      }
    }
  }
}
