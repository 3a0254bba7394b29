package io.strait.ops.plant;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic of two partitions and its copy with three, both spread by key, with one fault or none.
 */
final class SpreadCopy {
  static final int SOURCES = 2;
  static final int TARGETS = 3;
  private static final int KEYS = 12;
  private static final int VERSIONS = 10;
  private static final long EPOCH = 1_700_000_000_000L;

  /** Two neighbours among the records of one key, with others between them. */
  private static final int FIRST = 4 * KEYS + 5;

  private static final int SECOND = FIRST + KEYS;

  private final List<Keyed> source = new ArrayList<>();
  private final List<Keyed> target = new ArrayList<>();

  SpreadCopy() {
    long[] ends = new long[SOURCES];
    for (int i = 0; i < KEYS * VERSIONS; i++) {
      int key = i % KEYS;
      source.add(new Keyed(key, i / KEYS, key % SOURCES, ends[key % SOURCES]++, key % TARGETS));
    }
    target.addAll(source);
  }

  /** What is wrong with a copy; named as it must be found. */
  enum Fault {
    NONE,
    KEY_ORDER,
    KEY_PARTITION,
    MISSING,
    DUPLICATE
  }

  /**
   * One record.
   *
   * @param partition on the source
   * @param offset on the source
   * @param home partition on the target
   */
  record Keyed(int key, int version, int partition, long offset, int home) {
    Keyed in(int other) {
      return new Keyed(key, version, partition, offset, other);
    }

    ProducerRecord<byte[], byte[]> to(String topic, int into) {
      return new ProducerRecord<>(
          topic, into, EPOCH + version, bytes("key-" + key), bytes("value-" + version));
    }
  }

  /** Changes the copy in one place and returns the record that is concerned first. */
  Keyed plant(Fault fault) {
    Keyed first = target.get(FIRST);
    switch (fault) {
      case NONE -> {}
      case KEY_ORDER -> {
        target.set(FIRST, target.get(SECOND));
        target.set(SECOND, first);
      }
      case KEY_PARTITION -> target.set(FIRST, first.in((first.home() + 1) % TARGETS));
      case MISSING -> target.remove(FIRST);
      case DUPLICATE -> target.add(SECOND, first);
    }
    return first;
  }

  void write(String topic, Producer<byte[], byte[]> from, Producer<byte[], byte[]> to) {
    source.forEach(record -> from.send(record.to(topic, record.partition())));
    target.forEach(record -> to.send(record.to(topic, record.home())));
    from.flush();
    to.flush();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
