package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.mirror.formats.MirrorRecord.Sync;
import io.strait.replicator.mirror.logs.LogBounds;
import io.strait.replicator.mirror.logs.LogReading;
import io.strait.replicator.sync.TopicObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The pairs of offsets that MirrorMaker 2 wrote down, as far as its topic still holds them. */
final class OffsetSyncs {
  private final Cluster home;
  private final MirrorMakerPlaces places;

  OffsetSyncs(Cluster source, Cluster target, MirrorMakerPlaces places) {
    this.home = places.syncsOnSource() ? source : target;
    this.places = places;
  }

  /** By source partition, oldest first; none if there is no such topic. */
  Map<TopicPartition, List<Sync>> read() {
    Map<TopicPartition, List<Sync>> syncs = new HashMap<>();
    places.syncsTopic().stream()
        .filter(topic -> !new TopicObserver(home).present(Set.of(topic)).isEmpty())
        .forEach(topic -> read(new TopicPartition(topic, 0), syncs));
    return syncs;
  }

  private void read(TopicPartition place, Map<TopicPartition, List<Sync>> syncs) {
    LogBounds.Bounds bounds = LogBounds.of(home, List.of(place)).get(place);
    try (LogReading reading = new LogReading(home, place, bounds.start(), bounds.stable(), true)) {
      while (reading.hasNext()) {
        ConsumerRecord<byte[], byte[]> held = reading.next();
        if (held.key() != null && held.value() != null) {
          Sync.of(held.key(), held.value())
              .ifPresent(
                  sync -> syncs.computeIfAbsent(sync.source(), p -> new ArrayList<>()).add(sync));
        }
      }
    }
  }
}
