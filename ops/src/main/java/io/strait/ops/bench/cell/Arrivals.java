package io.strait.ops.bench.cell;

import io.strait.replicator.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * An ordinary consumer that notes when each numbered record reached it.
 *
 * <p>One thread runs it; the times may be read by others once it has ended, the count at any time.
 */
final class Arrivals implements Runnable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Cluster cluster;
  private final List<TopicPartition> partitions;
  private final long[] at;
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean stopping;

  Arrivals(Cluster cluster, String topic, int partitions, int records) {
    this.cluster = cluster;
    this.partitions =
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
    this.at = new long[records];
  }

  @Override
  public void run() {
    try (Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!stopping && count.get() < at.length) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          note(record, System.nanoTime());
        }
      }
    }
  }

  /** Records without a key are not the load's. */
  private void note(ConsumerRecord<byte[], byte[]> record, long now) {
    if (record.key() != null && at[LiveLoad.number(record.key())] == 0) {
      at[LiveLoad.number(record.key())] = now;
      count.incrementAndGet();
    }
  }

  void stop() {
    stopping = true;
  }

  /** How many different records have arrived. */
  int count() {
    return count.get();
  }

  /** When each arrived; 0 for never. */
  long[] at() {
    return at;
  }
}
