package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.mirror.formats.ConnectOffset;
import io.strait.replicator.mirror.logs.LogBounds;
import io.strait.replicator.mirror.logs.LogReading;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How far MirrorMaker 2 says that it has copied, as Kafka Connect keeps it: last record copied by
 * source partition. Written every minute, so behind the truth after an unclean end.
 */
final class ConnectOffsets {
  private final Cluster home;
  private final MirrorMakerPlaces places;

  /** Of the connector of these places, on the cluster that holds Connect's topics. */
  ConnectOffsets(Cluster home, MirrorMakerPlaces places) {
    this.home = home;
    this.places = places;
  }

  /**
   * The last word about each partition; what was forgotten is left out.
   *
   * @throws IllegalStateException if there is no such topic
   */
  Map<TopicPartition, Long> read() {
    Map<ByteBuffer, Optional<byte[]>> latest = new HashMap<>();
    for (int partition = 0; partition < partitions(); partition++) {
      TopicPartition place = new TopicPartition(places.offsetsTopic(), partition);
      LogBounds.Bounds bounds = LogBounds.of(home, List.of(place)).get(place);
      try (LogReading reading =
          new LogReading(home, place, bounds.start(), bounds.stable(), true)) {
        while (reading.hasNext()) {
          ConsumerRecord<byte[], byte[]> held = reading.next();
          if (held.key() != null) {
            latest.put(ByteBuffer.wrap(held.key()), Optional.ofNullable(held.value()));
          }
        }
      }
    }
    Map<TopicPartition, Long> last = new HashMap<>();
    latest.forEach(
        (key, value) ->
            ConnectOffset.of(key.array())
                .filter(this::isMine)
                .ifPresent(
                    mine ->
                        value
                            .flatMap(ConnectOffset::last)
                            .ifPresent(offset -> last.put(mine.source(), offset))));
    return last;
  }

  private boolean isMine(ConnectOffset offset) {
    return offset.connector().equals(places.connector())
        && offset.cluster().equals(places.sourceAlias());
  }

  private int partitions() {
    String topic = places.offsetsTopic();
    try {
      TopicDescription found =
          home.await(
              "describing '" + topic + "', where Kafka Connect keeps MirrorMaker 2's offsets",
              home.admin().describeTopics(List.of(topic)).topicNameValues().get(topic));
      return found.partitions().size();
    } catch (ClusterException e) {
      throw new IllegalStateException(
          e.getMessage()
              + "; in dedicated mode it is called mm2-offsets.<source>.internal on the target, in a"
              + " Connect cluster of your own it is that cluster's offset.storage.topic: name it"
              + " with --offsets-topic",
          e);
    }
  }

  /**
   * Says of each source partition which record was copied last; goes where Connect itself would put
   * it, and returns once all replicas have it.
   */
  void write(Map<TopicPartition, Long> last) {
    try (Producer<byte[], byte[]> producer = home.producer(Map.of())) {
      List<Future<?>> sent = new ArrayList<>();
      new TreeMap<>(byText(last))
          .values()
          .forEach(
              partition ->
                  sent.add(
                      producer.send(
                          new ProducerRecord<>(
                              places.offsetsTopic(),
                              new ConnectOffset(places.connector(), places.sourceAlias(), partition)
                                  .key(),
                              ConnectOffset.value(last.get(partition))))));
      for (Future<?> one : sent) {
        one.get(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(home.alias(), "writing " + places.offsetsTopic(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(home.alias(), "writing " + places.offsetsTopic(), e);
    }
  }

  private static Map<String, TopicPartition> byText(Map<TopicPartition, Long> last) {
    Map<String, TopicPartition> byText = new HashMap<>();
    last.keySet().forEach(partition -> byText.put(partition.toString(), partition));
    return byText;
  }
}
