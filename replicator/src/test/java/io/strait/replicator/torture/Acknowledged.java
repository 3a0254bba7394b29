package io.strait.replicator.torture;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What the source said it holds, at which offset: known without reading either log. Any thread. */
final class Acknowledged {
  private final Map<Integer, NavigableMap<Long, String>> ids = new ConcurrentHashMap<>();

  /** The source holds the record with this id there. */
  void note(RecordMetadata where, String id) {
    if (where.hasOffset()) {
      of(where.partition()).put(where.offset(), id);
    }
  }

  /** Ids by offset. */
  NavigableMap<Long, String> of(int partition) {
    return ids.computeIfAbsent(partition, p -> new ConcurrentSkipListMap<>());
  }
}
