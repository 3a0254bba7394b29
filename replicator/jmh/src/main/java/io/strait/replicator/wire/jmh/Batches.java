package io.strait.replicator.wire.jmh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;

/** Source batches as Kafka's producer would have made them. */
final class Batches {
  private static final int KEY_BYTES = 16;

  private Batches() {}

  /**
   * One batch in a direct buffer.
   *
   * @param codec as in {@code compression.type}
   * @param records how many it holds
   * @param valueBytes of each, half of them compressible
   */
  static ByteBuffer of(String codec, int records, int valueBytes) {
    SplittableRandom random = new SplittableRandom(1);
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(records * (valueBytes + 64) + 128),
            Compression.of(CompressionType.forName(codec)).build(),
            TimestampType.CREATE_TIME,
            1_000_000);
    for (int i = 0; i < records; i++) {
      byte[] value = new byte[valueBytes];
      for (int at = 0; at < valueBytes; at += 2) {
        value[at] = (byte) ('a' + random.nextInt(26));
        value[at + 1] = 'x';
      }
      builder.append(1_700_000_000_000L + i, key(i), value);
    }
    ByteBuffer heap = builder.build().buffer();
    ByteBuffer direct = ByteBuffer.allocateDirect(heap.remaining());
    return direct.put(heap.duplicate()).flip();
  }

  private static byte[] key(int number) {
    byte[] key = new byte[KEY_BYTES];
    byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, key, 0, digits.length);
    return key;
  }
}
