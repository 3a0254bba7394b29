package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Two transactional producers that commit and abort, interleaved with each other and with a plain
 * one, from a seed.
 */
final class MixedLoad implements AutoCloseable {
  private static final int TRANSACTIONAL = 2;

  private final String topic;
  private final int partitions;
  private final Random random;
  private final List<Producer<byte[], byte[]>> transactional = new ArrayList<>();
  private final Producer<byte[], byte[]> plain;
  private int sent;

  MixedLoad(Cluster cluster, String topic, int partitions, long seed) {
    this.topic = topic;
    this.partitions = partitions;
    this.random = new Random(seed);
    for (int i = 0; i < TRANSACTIONAL; i++) {
      Producer<byte[], byte[]> producer =
          cluster.producer(
              Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + "-" + seed + "-" + i));
      producer.initTransactions();
      transactional.add(producer);
    }
    this.plain = cluster.producer(Map.of());
  }

  /** So many rounds of two overlapping transactions and some plain records. */
  void rounds(int rounds) {
    for (int round = 0; round < rounds; round++) {
      transactional.forEach(Producer::beginTransaction);
      for (int i = random.nextInt(4); i >= 0; i--) {
        transactional.forEach(this::sendSome);
        sendSome(plain);
      }
      transactional.forEach(this::end);
    }
  }

  /** One aborted transaction of so many records. */
  void abortedRecords(int records) {
    Producer<byte[], byte[]> producer = transactional.get(0);
    producer.beginTransaction();
    for (int i = 0; i < records; i++) {
      producer.send(
          new ProducerRecord<>(topic, random.nextInt(partitions), new byte[] {1}, new byte[] {2}));
    }
    producer.flush();
    producer.abortTransaction();
  }

  private void sendSome(Producer<byte[], byte[]> producer) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      byte[] value = ("record " + sent++).getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, random.nextInt(partitions), new byte[] {1}, value));
    }
    producer.flush();
  }

  private void end(Producer<byte[], byte[]> producer) {
    if (random.nextInt(3) == 0) {
      producer.abortTransaction();
    } else {
      producer.commitTransaction();
    }
  }

  @Override
  public void close() {
    transactional.forEach(Producer::close);
    plain.close();
  }
}
