package io.strait.ops.bench.lab;

import io.strait.ops.bench.host.BenchFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a finished copy is right, before its figures count.
 *
 * <p>For every engine: each partition holds as many records as at the source, and the records at
 * sampled places are the source's. As topics here are dense, equal counts mean that a record at the
 * same place stands at the same offset; so what is asked of Strait by promise the others are held
 * to by count. Not guaranteed: what a full comparison would find; {@code strait verify} does that.
 */
public final class CopyCheck {
  private static final int SAMPLES = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Lab lab;
  private final SplittableRandom random;

  /** Samples places drawn from the seed. */
  public CopyCheck(Lab lab, long seed) {
    this.lab = lab;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Passes or throws.
   *
   * @throws BenchFailure with the first difference
   */
  public void require(String topic, int partitions) {
    Map<Integer, Long> wanted = lab.sourceTopics().ends(topic, partitions);
    Map<Integer, Long> found = lab.targetTopics().ends(topic, partitions);
    if (!wanted.equals(found)) {
      throw new BenchFailure(
          "the copy of "
              + topic
              + " is wrong: log ends are "
              + found
              + ", at the source "
              + wanted);
    }
    try (Consumer<byte[], byte[]> source = reader(lab.sourceTopics());
        Consumer<byte[], byte[]> target = reader(lab.targetTopics())) {
      for (Map.Entry<Integer, Long> end : wanted.entrySet()) {
        TopicPartition partition = new TopicPartition(topic, end.getKey());
        same(source, target, partition, 0);
        for (int i = 0; i < SAMPLES; i++) {
          same(source, target, partition, random.nextLong(end.getValue()));
        }
        same(source, target, partition, end.getValue() - 1);
      }
    }
  }

  private static Consumer<byte[], byte[]> reader(Topics topics) {
    return topics
        .cluster()
        .consumer(
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1));
  }

  private static void same(
      Consumer<byte[], byte[]> source,
      Consumer<byte[], byte[]> target,
      TopicPartition partition,
      long offset) {
    ConsumerRecord<byte[], byte[]> wanted = RecordReading.at(source, partition, offset, PATIENCE);
    ConsumerRecord<byte[], byte[]> found = RecordReading.at(target, partition, offset, PATIENCE);
    if (!Arrays.equals(wanted.key(), found.key())
        || !Arrays.equals(wanted.value(), found.value())
        || wanted.timestamp() != found.timestamp()
        || !List.of(wanted.headers().toArray()).equals(List.of(found.headers().toArray()))) {
      throw new BenchFailure(
          "the copy of "
              + partition
              + " is wrong: at offset "
              + offset
              + " is not the source's record");
    }
  }
}
