package io.strait.ops.plant;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes a source partition by seed, in batches and transactions of odd sizes, and remembers what
 * it wrote: what a reader of committed data must see, and what was aborted.
 */
final class SourceLog {
  private static final long EPOCH = 1_700_000_000_000L;

  private final Random random;
  private final boolean compacted;
  private final List<Written> committed = new ArrayList<>();
  private final List<Written> aborted = new ArrayList<>();
  private long clock = EPOCH;
  private int number;

  SourceLog(long seed, boolean compacted) {
    this.random = new Random(seed);
    this.compacted = compacted;
  }

  /** What is committed, in order. */
  List<Written> committed() {
    return committed;
  }

  /** What was aborted, in order. */
  List<Written> aborted() {
    return aborted;
  }

  /** Appends about this many records; a transactional producer has been initialised. */
  void append(Producer<byte[], byte[]> producer, String topic, boolean transactional, int count)
      throws Exception {
    int rest = count;
    for (int round = 0; rest > 0; round++) {
      int size = Math.min(rest, 1 + random.nextInt(25));
      rest -= size;
      boolean abort = transactional && round % 3 == 1;
      if (transactional) {
        producer.beginTransaction();
      }
      List<Written> sent = send(producer, topic, size);
      if (abort) {
        producer.abortTransaction();
      } else if (transactional) {
        producer.commitTransaction();
      }
      (abort ? aborted : committed).addAll(sent);
    }
  }

  private List<Written> send(Producer<byte[], byte[]> producer, String topic, int size)
      throws Exception {
    List<Written> records = new ArrayList<>();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Written record = next();
      records.add(record);
      sent.add(producer.send(record.to(topic)));
    }
    producer.flush();
    List<Written> placed = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      placed.add(records.get(i).at(sent.get(i).get().offset()));
    }
    return placed;
  }

  /** Some repeat an earlier one honestly, some come late, some have no key, value or header. */
  private Written next() {
    clock += random.nextInt(50);
    if (!committed.isEmpty() && random.nextInt(20) == 0) {
      Written again = committed.get(random.nextInt(committed.size()));
      // Where the first one may be cleaned away, only its time tells the second from a copy.
      return compacted ? again.withTimestamp(clock) : again;
    }
    int late = random.nextInt(10) == 0 ? random.nextInt(100_000) : 0;
    return new Written(-1, clock - late, key(), value(), headers());
  }

  private byte[] key() {
    if (!compacted && random.nextInt(8) == 0) {
      return random.nextBoolean() ? null : new byte[0];
    }
    return bytes("key-" + random.nextInt(60));
  }

  private byte[] value() {
    number++;
    if (random.nextInt(compacted ? 6 : 25) == 0) {
      return null;
    }
    if (random.nextInt(40) == 0) {
      return new byte[0];
    }
    return bytes("{\"n\":" + number + ",\"text\":\"" + "ab ".repeat(random.nextInt(60)) + "\"}");
  }

  private List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      headers.add(
          new RecordHeader(
              "h" + random.nextInt(2), random.nextInt(5) == 0 ? null : bytes("v" + number)));
    }
    return headers;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
