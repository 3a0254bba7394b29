package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

final class ReadCallTest {
  @Test
  void shouldReadKeysUpToTheFirstBatchThatIsNotWhatWasWritten() {
    ByteBuffer log = ByteBuffer.allocate(1_000);
    log.put(batch(7, "first"));
    int second = log.position();
    log.put(batch(8, "second"));
    log.put(batch(9, "third"));
    log.flip();
    assertThat(read(log).keys()).hasSize(3);
    assertThat(read(log).damaged()).isFalse();

    // One bit of the second key.
    int at = find(log, second, (byte) 's');
    log.put(at, (byte) ('s' ^ 1));

    KeysRead read = read(log);
    assertThat(read.damaged()).isTrue();
    assertThat(read.next()).isEqualTo(8);
    assertThat(read.keys()).singleElement().satisfies(key -> assertThat(key.offset()).isEqualTo(7));
  }

  @Test
  void shouldTakeWhatIsNoBatchForDamaged() {
    ByteBuffer log = ByteBuffer.allocate(1_000);
    log.put(batch(7, "first"));
    int second = log.position();
    log.put(batch(8, "second"));
    log.flip();
    // Its length.
    log.putInt(second + 8, 1);

    KeysRead read = read(log);
    assertThat(read.damaged()).isTrue();
    assertThat(read.next()).isEqualTo(8);
  }

  private static int find(ByteBuffer log, int from, byte wanted) {
    int at = from + BATCH_HEADER;
    while (log.get(at) != wanted) {
      at++;
    }
    return at;
  }

  private static final int BATCH_HEADER = 61;

  private static KeysRead read(ByteBuffer log) {
    PartitionData data =
        new PartitionData()
            .setHighWatermark(10)
            .setRecords(MemoryRecords.readableRecords(log.duplicate()));
    return ReadCall.keys(data, 7, false);
  }

  private static ByteBuffer batch(long offset, String key) {
    SimpleRecord content =
        new SimpleRecord(
            1, key.getBytes(StandardCharsets.UTF_8), "v".getBytes(StandardCharsets.UTF_8));
    return MemoryRecords.withRecords(offset, Compression.NONE, content).buffer().duplicate();
  }
}
