package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.offsets.OffsetKey;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.topology.LinkName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the target keeps about a link, followed: only what is new is read, and only what changed is
 * decoded anew. One thread. After a failure a new one is needed.
 */
final class FollowedNotes implements AutoCloseable {
  private final TopicReader reader;
  private final LinkRegistry.History history;
  private final InternalTopics.Gathering gathering;
  private final Map<TopicPartition, Consumer<ConsumerRecord<byte[], byte[]>>> takers =
      new HashMap<>();
  private final Map<TopicPartition, OffsetMap> maps = new HashMap<>();
  private Optional<Map<TopicPartition, List<Gap>>> gaps = Optional.empty();

  /** Reads nothing yet; the link's internal topics must exist. */
  FollowedNotes(Cluster target, LinkName link) {
    this.reader = new TopicReader(target);
    this.history = LinkRegistry.history(link);
    this.gathering = InternalTopics.gathering(link);
    takers.putAll(history.takers());
    takers.putAll(gathering.takers());
    takers.computeIfPresent(
        InternalTopic.OFFSETS.partitionOf(link),
        (partition, taker) ->
            taker.andThen(entry -> maps.remove(OffsetKey.fromBytes(entry.key()).target())));
    takers.computeIfPresent(
        InternalTopic.GAPS.partitionOf(link),
        (partition, taker) -> taker.andThen(entry -> gaps = Optional.empty()));
  }

  /** Reads what came since, up to where the topics end now. */
  void readOn() {
    reader.readOn(takers);
  }

  /** The link's record, if an engine has ever run it. */
  Optional<LinkRecord> record() {
    return history.last();
  }

  /**
   * The offset map of a mirror partition.
   *
   * @throws io.strait.replicator.offsets.CorruptOffsets if it is being rewritten at this moment, or
   *     damaged
   */
  OffsetMap map(TopicPartition target) {
    return maps.computeIfAbsent(target, gathering::offsets);
  }

  /** The ledger's entries about a mirror partition. */
  List<Gap> gaps(TopicPartition target) {
    if (gaps.isEmpty()) {
      gaps = Optional.of(gathering.gaps());
    }
    return gaps.orElseThrow().getOrDefault(target, List.of());
  }

  @Override
  public void close() {
    reader.close();
  }
}
