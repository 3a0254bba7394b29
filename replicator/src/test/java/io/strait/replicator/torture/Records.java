package io.strait.replicator.torture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Seeded records of every shape; each carries its writer and number in the header "id". */
final class Records {
  static final String ID = "id";
  private static final int KEYS = 200;
  private static final long YEARS = TimeUnit.DAYS.toMillis(3 * 365);
  private final String topic;
  private final Profile profile;
  private final boolean aged;
  private final String writer;
  private final Random random;
  private long number;

  Records(String topic, Profile profile, String writer, long seed) {
    this.topic = topic;
    this.profile = profile;
    this.aged = profile == Profile.AGED || profile.transactionalWriters() > 1 && seed % 2 != 0;
    this.writer = writer;
    this.random = new Random(seed);
  }

  ProducerRecord<byte[], byte[]> next(int partitions) {
    number++;
    List<Header> headers = new ArrayList<>();
    headers.add(new RecordHeader(ID, (writer + "#" + number).getBytes(StandardCharsets.UTF_8)));
    for (int i = random.nextInt(3); i > 0; i--) {
      headers.add(new RecordHeader("h" + i, random.nextBoolean() ? null : bytes(20)));
    }
    return new ProducerRecord<>(
        topic, random.nextInt(partitions), timestamp(), key(), value(), headers);
  }

  /** Some records are young, so that producers are forgotten and known again in turns. */
  private long timestamp() {
    long now = System.currentTimeMillis() - random.nextInt(1_000);
    return aged && random.nextInt(50) > 0 ? now - YEARS : now;
  }

  private byte[] key() {
    if (profile.isCompacted()) {
      return ByteBuffer.allocate(Integer.BYTES).putInt(random.nextInt(KEYS)).array();
    }
    return random.nextInt(5) == 0 ? null : bytes(30);
  }

  private byte[] value() {
    int kind = random.nextInt(100);
    if (kind < 5) {
      return null;
    }
    return bytes(kind == 99 ? 100_000 : kind > 90 ? 8_000 : 400);
  }

  private byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }
}
