package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BatchHeaderTest {
  private static final long SEED = 20_260_111L;
  private static final int PREFIX = 37;

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void shouldKeepTheChecksumTrueWhenStampingRandomBatches(CompressionType codec) {
    Random random = new Random(SEED + codec.id);
    for (int round = 0; round < 200; round++) {
      ByteBuffer batch = randomBatch(random, codec);
      long producerId = random.nextLong() & Long.MAX_VALUE;
      int sequence = random.nextInt() & Integer.MAX_VALUE;

      BatchHeader.stamp(batch, PREFIX, producerId, (short) 0, sequence);

      MutableRecordBatch read = read(batch);
      assertThat(read.isValid()).as("seed %s round %s", SEED, round).isTrue();
      assertThat(BatchHeader.storedChecksum(batch, PREFIX))
          .isEqualTo(BatchHeader.computedChecksum(batch, PREFIX));
      assertThat(read.baseOffset()).isZero();
      assertThat(read.producerId()).isEqualTo(producerId);
      assertThat(read.producerEpoch()).isZero();
      assertThat(read.baseSequence()).isEqualTo(sequence);
      assertThat(read.isTransactional()).isFalse();
      assertThat(read.partitionLeaderEpoch()).isEqualTo(-1);
    }
  }

  @Test
  void shouldLeaveADamagedPayloadDetectable() {
    ByteBuffer batch = randomBatch(new Random(SEED), CompressionType.LZ4);
    int last = batch.limit() - 1;
    batch.put(last, (byte) (batch.get(last) ^ 1));

    BatchHeader.stamp(batch, PREFIX, 1L << 62, (short) 0, 5);

    assertThat(BatchHeader.storedChecksum(batch, PREFIX))
        .isNotEqualTo(BatchHeader.computedChecksum(batch, PREFIX));
  }

  @Test
  void shouldReadTheFieldsOfARealBatch() {
    SimpleRecord[] records = {
      new SimpleRecord(100L, new byte[] {1}, new byte[] {2}),
      new SimpleRecord(300L, new byte[] {1}, new byte[] {2})
    };
    ByteBuffer batch =
        MemoryRecords.withTransactionalRecords(
                (byte) 2, 40L, Compression.NONE, 77L, (short) 3, 9, 4, records)
            .buffer();

    assertThat(BatchHeader.wholeSize(batch, 0, batch.limit())).isEqualTo(batch.limit());
    assertThat(BatchHeader.magic(batch, 0)).isEqualTo((byte) 2);
    assertThat(BatchHeader.baseOffset(batch, 0)).isEqualTo(40);
    assertThat(BatchHeader.lastOffset(batch, 0)).isEqualTo(41);
    assertThat(BatchHeader.count(batch, 0)).isEqualTo(2);
    assertThat(BatchHeader.maxTimestamp(batch, 0)).isEqualTo(300);
    assertThat(BatchHeader.producerId(batch, 0)).isEqualTo(77);
    assertThat(BatchHeader.baseSequence(batch, 0)).isEqualTo(9);
    assertThat(BatchHeader.isTransactional(batch, 0)).isTrue();
    assertThat(BatchHeader.isControl(batch, 0)).isFalse();
    assertThat(BatchHeader.isLogAppendTime(batch, 0)).isFalse();
  }

  @Test
  void shouldRefuseABatchThatTheBrokerCutShort() {
    ByteBuffer batch = randomBatch(new Random(SEED), CompressionType.NONE);

    for (int limit = PREFIX; limit < batch.limit(); limit++) {
      assertThat(BatchHeader.wholeSize(batch, PREFIX, limit)).isEqualTo(-1);
    }
  }

  private static ByteBuffer randomBatch(Random random, CompressionType codec) {
    SimpleRecord[] records = new SimpleRecord[1 + random.nextInt(60)];
    for (int i = 0; i < records.length; i++) {
      Header[] headers = {new RecordHeader("h" + i, bytes(random))};
      records[i] = new SimpleRecord(random.nextInt(1 << 30), bytes(random), bytes(random), headers);
    }
    Compression compression = Compression.of(codec).build();
    boolean transactional = random.nextBoolean();
    MemoryRecords made =
        transactional
            ? MemoryRecords.withTransactionalRecords(
                (byte) 2,
                random.nextInt(),
                compression,
                random.nextInt(9),
                (short) 2,
                3,
                1,
                records)
            : MemoryRecords.withRecords(random.nextInt(1 << 20), compression, records);
    ByteBuffer shifted = ByteBuffer.allocateDirect(PREFIX + made.sizeInBytes());
    shifted.position(PREFIX).put(made.buffer().duplicate());
    return shifted.flip();
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static MutableRecordBatch read(ByteBuffer batch) {
    ByteBuffer view = batch.duplicate().position(PREFIX).slice();
    return MemoryRecords.readableRecords(view).batches().iterator().next();
  }
}
