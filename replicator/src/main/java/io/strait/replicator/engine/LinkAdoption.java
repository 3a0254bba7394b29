package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.offsets.OffsetBlock;
import io.strait.replicator.offsets.OffsetBlocks;
import io.strait.replicator.offsets.OffsetKey;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.topology.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Writes down from where a link goes on, for mirror topics that somebody else has filled until now.
 *
 * <p>Holds the link's lease while it is open. Engines need nothing else: they look at the target's
 * end, find in the map what belongs there, and compare the last record that both sides hold, as
 * they do after any restart; so a map that is wrong about the end halts the partition instead of
 * copying to a wrong place.
 *
 * <p>One thread. Needs what an engine needs on the target.
 */
public final class LinkAdoption implements AutoCloseable {
  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private final InternalTopics internal;
  private final LinkHold hold;

  /**
   * Makes the link's internal topics and asks for its lease.
   *
   * @param source stays open when this is closed
   * @param target stays open when this is closed
   */
  public LinkAdoption(Link link, Cluster source, Cluster target) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.internal = new InternalTopics(target, link.name());
    internal.prepare();
    this.hold = new LinkHold(link.name(), target);
  }

  /**
   * Waits for the lease.
   *
   * @param patience longer than the 10 s after which a dead owner is replaced
   * @throws IllegalStateException if somebody else runs the link
   */
  public void await(Duration patience) {
    hold.await(patience);
  }

  /** The maps that are stored now, by mirror partition; those with equal offsets are left out. */
  public Map<TopicPartition, OffsetMap> maps() {
    return internal.read().offsets();
  }

  /**
   * Stores maps, and then the link's record with these topics; what is stored already is not
   * written again.
   *
   * @param maps by mirror partition
   * @param sources ids of the source topics concerned, by name
   * @param targets ids of their mirror topics, by name
   * @throws IllegalStateException if the lease was lost, or the link was another one before
   */
  public void write(
      Map<TopicPartition, OffsetMap> maps, Map<String, Uuid> sources, Map<String, Uuid> targets) {
    hold.require();
    Map<TopicPartition, OffsetMap> before = maps();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    maps.forEach(
        (partition, map) -> {
          OffsetMap stored = before.getOrDefault(partition, OffsetMap.equalOffsets());
          OffsetBlocks.changes(stored, map).forEach(block -> records.add(record(partition, block)));
        });
    store(records);
    hold.require();
    register(sources, targets);
  }

  private ProducerRecord<byte[], byte[]> record(TopicPartition partition, OffsetBlock block) {
    return new ProducerRecord<>(
        InternalTopic.OFFSETS.of(link.name()),
        0,
        new OffsetKey(partition, block.firstTarget()).toBytes(),
        block.content().orElse(null));
  }

  private void store(List<ProducerRecord<byte[], byte[]>> records) {
    if (records.isEmpty()) {
      return;
    }
    String doing = "writing offset maps of link '" + link.name() + "'";
    try (Producer<byte[], byte[]> producer = target.producer(Map.of())) {
      List<Future<?>> sent = new ArrayList<>();
      records.forEach(one -> sent.add(producer.send(one)));
      for (Future<?> one : sent) {
        one.get(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(target.alias(), doing, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(target.alias(), doing, e);
    }
  }

  private void register(Map<String, Uuid> sources, Map<String, Uuid> targets) {
    LinkIdentity identity = new LinkIdentity(link, id(source), id(target));
    LinkRecord now =
        new LinkRecord(
            identity.sourceClusterId(),
            identity.targetClusterId(),
            identity.dataId(),
            0,
            sources,
            targets);
    try (TopicReader reader = new TopicReader(target);
        LinkRegistry registry = new LinkRegistry(target, reader, false, false)) {
      registry.update(link, now, false, Optional.empty());
    } catch (LinkRefused e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static String id(Cluster cluster) {
    return cluster.await("reading its id", cluster.admin().describeCluster().clusterId());
  }

  @Override
  public void close() {
    hold.close();
  }
}
