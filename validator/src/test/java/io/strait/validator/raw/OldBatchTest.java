package io.strait.validator.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.log.DamagedBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

/** Message sets of the formats before KIP-98. */
class OldBatchTest {
  private static final TopicPartition PARTITION = new TopicPartition("old", 3);
  private static final OffsetRange ALL = new OffsetRange(0, 100);
  private static final int MAGIC = 16;

  @Test
  void shouldReadItsRecordsWhenItIsSound() {
    OldBatch batch = new OldBatch(PARTITION, stored(), ALL);
    List<Long> offsets = new ArrayList<>();
    batch.records(record -> offsets.add(record.offset()));
    assertThat(offsets).containsExactly(40L, 41L);
    assertThat(batch.baseOffset()).isEqualTo(40);
    assertThat(batch.count()).isEqualTo(2);
  }

  @Test
  void shouldSayWhichBatchIsDamagedWhenItsFormatDoesNotExist() {
    ByteBuffer bytes = stored().put(MAGIC, (byte) -7);
    assertThatThrownBy(() -> new OldBatch(PARTITION, bytes, ALL))
        .isInstanceOfSatisfying(
            DamagedBatch.class, bad -> assertThat(bad.offset()).isEqualTo(bytes.getLong(0)));
  }

  @Test
  void shouldSayWhichBatchIsDamagedWhenItCannotBeUnpacked() {
    ByteBuffer bytes = stored();
    for (int i = bytes.limit() - 30; i < bytes.limit(); i++) {
      bytes.put(i, (byte) 0x55);
    }
    OldBatch batch = new OldBatch(PARTITION, bytes, ALL);
    assertThatThrownBy(batch::baseOffset).isInstanceOf(DamagedBatch.class);
    assertThatThrownBy(batch::count).isInstanceOf(DamagedBatch.class);
    assertThatThrownBy(batch::verify).isInstanceOf(DamagedBatch.class);
  }

  private static ByteBuffer stored() {
    return MemoryRecords.withRecords(
            RecordBatch.MAGIC_VALUE_V1,
            40L,
            Compression.gzip().build(),
            TimestampType.CREATE_TIME,
            new SimpleRecord(1L, new byte[] {1}, new byte[30]),
            new SimpleRecord(2L, new byte[] {2}, new byte[30]))
        .buffer();
  }
}
