package io.strait.replicator.torture;

import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * One real producer on a thread of its own, in bursts, replaced by a new one when it fails.
 *
 * <p>What it could not write does not matter: the source's log alone says what the target must
 * hold. Transactions stay open for a while, so that they cross those of other writers and the
 * deaths of engines; some are never ended by the producer that began them.
 */
final class Writer implements AutoCloseable {
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final int LONGEST_OPEN_MILLIS = 2_000;
  private static final int ABANDONED_MILLIS = 5_000;
  private final Cluster cluster;
  private final Victim victim;
  private final String name;
  private final boolean transactional;
  private final int index;
  private final int codec;
  private final int burst;
  private final Random random;
  private final Records records;
  private final Thread thread;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicLong written = new AtomicLong();
  private volatile boolean stopping;

  /**
   * Begins to write.
   *
   * @param burst most records that are sent without a pause
   * @param index chooses codec, batch size and linger
   */
  Writer(Cluster cluster, Victim victim, int burst, int index, long seed, boolean transactional) {
    this.cluster = cluster;
    this.victim = victim;
    this.name = victim.topic() + "-writer-" + index;
    this.transactional = transactional;
    this.index = index;
    this.codec = index + (int) Math.floorMod(seed, (long) CODECS.size());
    this.burst = burst;
    this.random = new Random(seed * 31 + index);
    this.records = new Records(victim.topic(), victim.profile(), "w" + index, seed * 131 + index);
    this.thread = new Thread(this::run, name);
    thread.start();
  }

  /** Records acknowledged by the source. */
  long written() {
    return written.get();
  }

  /** No further burst is begun. */
  void stop() {
    stopping = true;
  }

  /** Sends what was begun and returns when the thread has ended. */
  @Override
  public void close() {
    stop();
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
          pause(random.nextInt(250));
        }
      } catch (KafkaException e) {
        // A new producer goes on.
        failed.set(true);
      } finally {
        producer.close(Duration.ofSeconds(failed.get() ? 1 : 10));
      }
    }
  }

  private void burst(Producer<byte[], byte[]> producer) {
    if (!transactional) {
      send(producer, 1 + random.nextInt(burst));
      return;
    }
    producer.beginTransaction();
    for (int i = random.nextInt(4); i >= 0 && !failed.get(); i--) {
      send(producer, 1 + random.nextInt(burst / 2));
      producer.flush();
      pause(random.nextInt(random.nextInt(6) == 0 ? LONGEST_OPEN_MILLIS : 200));
    }
    int end = random.nextInt(20);
    if (end == 0) {
      // The next producer of this transactional id, or the coordinator, aborts what is open.
      failed.set(true);
    } else if (end < 6) {
      producer.abortTransaction();
    } else {
      producer.commitTransaction();
    }
  }

  private void send(Producer<byte[], byte[]> producer, int count) {
    int known = victim.partitions();
    for (int i = 0; i < count && !failed.get(); i++) {
      ProducerRecord<byte[], byte[]> next = records.next(known);
      String id = new String(next.headers().lastHeader(Records.ID).value(), StandardCharsets.UTF_8);
      producer.send(
          next,
          (metadata, error) -> {
            if (error == null) {
              written.incrementAndGet();
              victim.acknowledged().note(metadata, id);
            } else {
              failed.set(true);
            }
          });
    }
  }

  private void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(stopping ? 0 : millis));
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, name);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, CODECS.get(codec % CODECS.size()));
    settings.put(ProducerConfig.LINGER_MS_CONFIG, index % 3 == 0 ? 0 : 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, index % 2 == 0 ? 1_000 : 200_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 40_000);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
    if (transactional) {
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
      settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, ABANDONED_MILLIS);
    }
    return settings;
  }
}
