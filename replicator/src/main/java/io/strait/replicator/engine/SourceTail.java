package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.offsets.PairedLogs;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks whether the source holds data between what was copied last and a position: ends of
 * transactions and what was aborted or removed take up offsets there, and the target's log does not
 * tell that they were passed. Reads one batch of a partition at the most, and remembers. One
 * thread.
 */
final class SourceTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int BYTES = 64 << 10;

  private final Cluster source;
  private final Map<TopicPartition, Free> known = new HashMap<>();
  private Optional<Consumer<byte[], byte[]>> opened = Optional.empty();

  SourceTail(Cluster source) {
    this.source = source;
  }

  /**
   * Source offsets without data.
   *
   * @param from where the reading began
   * @param to the first offset with data, or the last stable offset if there was none
   * @param data whether there is data at {@code to}
   */
  private record Free(long from, long to, boolean data) {
    boolean covers(long offset) {
      return from <= offset && offset <= to;
    }
  }

  /**
   * Raises what counts as copied where a position asks for it and no data is in between.
   *
   * @param positions source positions, by partition; what is not in {@code logs} is left out
   * @throws ClusterException if the source cannot be read
   */
  Map<TopicPartition, PairedLogs> reaching(
      Map<TopicPartition, PairedLogs> logs, Map<TopicPartition, Set<Long>> positions) {
    logs.values().forEach(this::forgetAnotherLog);
    Map<TopicPartition, PairedLogs> reached = new HashMap<>(logs);
    reached.replaceAll((partition, pair) -> raised(pair));
    Map<TopicPartition, PairedLogs> asked = new HashMap<>();
    reached.forEach(
        (partition, pair) -> {
          if (isInQuestion(pair, positions.getOrDefault(partition, Set.of()))) {
            asked.put(partition, pair);
          }
        });
    if (!asked.isEmpty()) {
      read(asked);
      asked.forEach((partition, pair) -> reached.put(partition, raised(pair)));
    }
    return reached;
  }

  /** A copy that went back, or a log that ends earlier, is not the one that was read. */
  private void forgetAnotherLog(PairedLogs pair) {
    known.computeIfPresent(
        pair.source(),
        (partition, free) ->
            pair.copied() < free.from() || pair.sourceEnd() < free.to() ? null : free);
  }

  private PairedLogs raised(PairedLogs pair) {
    Free free = known.get(pair.source());
    return free != null && free.covers(pair.copied())
        ? pair.copiedTo(Math.min(free.to(), pair.sourceEnd()))
        : pair;
  }

  private boolean isInQuestion(PairedLogs pair, Set<Long> positions) {
    Free free = known.get(pair.source());
    boolean answered = free != null && free.data() && free.covers(pair.copied());
    return !answered
        && positions.stream()
            .anyMatch(position -> position > pair.copied() && position <= pair.sourceEnd());
  }

  private void read(Map<TopicPartition, PairedLogs> asked) {
    Consumer<byte[], byte[]> consumer = open();
    try {
      consumer.assign(asked.keySet());
      // Those asked about before stay assigned, and stay paused.
      consumer.resume(asked.keySet());
      Map<TopicPartition, Long> ends = consumer.endOffsets(asked.keySet());
      Map<TopicPartition, Long> starts =
          asked.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> start(entry.getValue())));
      starts.forEach(consumer::seek);
      Set<TopicPartition> open = new HashSet<>(asked.keySet());
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (!open.isEmpty() && System.nanoTime() - until < 0) {
        Map<TopicPartition, Long> first = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
          first.putIfAbsent(new TopicPartition(found.topic(), found.partition()), found.offset());
        }
        for (TopicPartition partition : Set.copyOf(open)) {
          long at = first.getOrDefault(partition, consumer.position(partition));
          if (first.containsKey(partition) || at >= ends.get(partition)) {
            long from = asked.get(partition).copied();
            known.put(partition, new Free(from, Math.max(from, at), first.containsKey(partition)));
            open.remove(partition);
            consumer.pause(Set.of(partition));
          }
        }
      }
    } catch (KafkaException e) {
      close();
      throw new ClusterException(source.alias(), "reading the ends of " + asked.keySet(), e);
    }
  }

  /** What retention took away before it was copied will never be copied. */
  private static long start(PairedLogs pair) {
    return Math.max(pair.copied(), pair.sourceStart());
  }

  private Consumer<byte[], byte[]> open() {
    if (opened.isEmpty()) {
      opened =
          Optional.of(
              source.consumer(
                  Map.of(
                      ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                      "read_committed",
                      ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                      "earliest",
                      ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                      BYTES)));
    }
    return opened.orElseThrow();
  }

  @Override
  public void close() {
    opened.ifPresent(consumer -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
    opened = Optional.empty();
  }
}
