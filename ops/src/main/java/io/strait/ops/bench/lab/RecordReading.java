package io.strait.ops.bench.lab;

import io.strait.ops.bench.host.BenchFailure;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads single records by offset. */
public final class RecordReading {
  private static final Duration POLL = Duration.ofMillis(200);

  private RecordReading() {}

  /**
   * The record at an offset.
   *
   * @throws BenchFailure when there is none, or none arrives in time
   */
  public static ConsumerRecord<byte[], byte[]> at(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset, Duration patience) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() == offset) {
          return record;
        }
        throw new BenchFailure(
            partition + " has no record at offset " + offset + ", the next is " + record.offset());
      }
    }
    throw new BenchFailure("no record of " + partition + " at " + offset + " within " + patience);
  }
}
