package io.strait.replicator.torture;

import io.strait.replicator.cluster.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/**
 * One real producer on a thread of its own, in bursts, replaced by a new one when it fails.
 *
 * <p>What it could not write does not matter: the source's log alone says what the target must
 * hold.
 */
final class Writer implements AutoCloseable {
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private final Cluster cluster;
  private final String name;
  private final boolean transactional;
  private final int index;
  private final Random random;
  private final Records records;
  private final IntSupplier partitions;
  private final Thread thread;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicLong written = new AtomicLong();
  private volatile boolean stopping;

  /** {@code index} chooses codec, batch size and linger. */
  Writer(
      Cluster cluster,
      String topic,
      Profile profile,
      int index,
      long seed,
      boolean transactional,
      IntSupplier partitions) {
    this.cluster = cluster;
    this.name = topic + "-writer-" + index;
    this.transactional = transactional;
    this.index = index;
    this.random = new Random(seed * 31 + index);
    this.records = new Records(topic, profile, "w" + index, seed * 131 + index);
    this.partitions = partitions;
    this.thread = new Thread(this::run, name);
    thread.start();
  }

  /** Records acknowledged by the source. */
  long written() {
    return written.get();
  }

  /** Sends what was begun and returns when the thread has ended. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopping) {
      failed.set(false);
      Producer<byte[], byte[]> producer = cluster.producer(settings());
      try {
        if (transactional) {
          producer.initTransactions();
        }
        while (!stopping && !failed.get()) {
          burst(producer);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(250)));
        }
      } catch (KafkaException e) {
        // A new producer goes on.
        failed.set(true);
      } finally {
        producer.close(Duration.ofSeconds(failed.get() ? 1 : 30));
      }
    }
  }

  private void burst(Producer<byte[], byte[]> producer) {
    if (!transactional) {
      send(producer, 1 + random.nextInt(80));
      return;
    }
    producer.beginTransaction();
    send(producer, 1 + random.nextInt(60));
    if (random.nextInt(4) == 0) {
      producer.flush();
      producer.abortTransaction();
    } else {
      producer.commitTransaction();
    }
  }

  private void send(Producer<byte[], byte[]> producer, int count) {
    int known = partitions.getAsInt();
    for (int i = 0; i < count && !failed.get(); i++) {
      producer.send(
          records.next(known),
          (metadata, error) -> {
            if (error == null) {
              written.incrementAndGet();
            } else {
              failed.set(true);
            }
          });
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, name);
    settings.put(
        ProducerConfig.COMPRESSION_TYPE_CONFIG, CODECS.get(Math.floorMod(index, CODECS.size())));
    settings.put(ProducerConfig.LINGER_MS_CONFIG, index % 3 == 0 ? 0 : 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, index % 2 == 0 ? 1_000 : 200_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 40_000);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
    if (transactional) {
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
      settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
    }
    return settings;
  }
}
