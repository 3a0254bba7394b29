package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BatchRebuildTest {
  private static final long BASE = 1_000;

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void shouldKeepTheRecordsBehindAnOffsetAndTheCodec(CompressionType codec) {
    ByteBuffer batch = batch(codec, TimestampType.CREATE_TIME, 50);

    ByteBuffer rebuilt = onlyRun(batch, BASE + 20);

    assertThat(only(rebuilt).compressionType()).isEqualTo(codec);
    assertThat(BatchHeader.count(rebuilt, 0)).isEqualTo(30);
    assertThat(BatchHeader.baseOffset(rebuilt, 0)).isEqualTo(BASE + 20);
    assertThat(lines(rebuilt)).isEqualTo(lines(batch).subList(20, 50));
  }

  @Test
  void shouldTurnTheBrokersTimeIntoTheRecordsOwn() {
    ByteBuffer batch = batch(CompressionType.NONE, TimestampType.LOG_APPEND_TIME, 5);

    ByteBuffer rebuilt = onlyRun(batch, BASE);

    assertThat(BatchHeader.isLogAppendTime(batch, 0)).isTrue();
    assertThat(BatchHeader.isLogAppendTime(rebuilt, 0)).isFalse();
    assertThat(lines(rebuilt)).isEqualTo(lines(batch));
  }

  @Test
  void shouldRefuseADamagedBatch() {
    ByteBuffer batch = batch(CompressionType.NONE, TimestampType.CREATE_TIME, 5);
    batch.put(batch.limit() - 2, (byte) (batch.get(batch.limit() - 2) ^ 4));

    assertThat(BatchRebuild.runs(batch, 0, batch.limit(), BASE)).isEmpty();
  }

  @Test
  void shouldMakeOneBatchPerRunOfConsecutiveOffsets() {
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(1024), Compression.NONE, TimestampType.CREATE_TIME, BASE);
    for (long offset : new long[] {BASE, BASE + 1, BASE + 5, BASE + 9, BASE + 10}) {
      builder.appendWithOffset(
          offset, 1L, new byte[] {1}, new byte[] {(byte) (offset - BASE)}, Record.EMPTY_HEADERS);
    }
    ByteBuffer batch = builder.build().buffer();

    List<DenseRun> runs = BatchRebuild.runs(batch, 0, batch.limit(), BASE + 1).orElseThrow();

    assertThat(runs).extracting(DenseRun::from).containsExactly(BASE + 1, BASE + 5, BASE + 9);
    assertThat(runs).extracting(DenseRun::count).containsExactly(1, 1, 2);
    assertThat(runs)
        .allSatisfy(
            run -> {
              assertThat(BatchHeader.baseOffset(run.batch(), 0)).isEqualTo(run.from());
              assertThat(BatchHeader.count(run.batch(), 0)).isEqualTo(run.count());
              assertThat(BatchHeader.lastOffset(run.batch(), 0)).isEqualTo(run.to() - 1);
            });
  }

  private static ByteBuffer onlyRun(ByteBuffer batch, long from) {
    List<DenseRun> runs = BatchRebuild.runs(batch, 0, batch.limit(), from).orElseThrow();
    assertThat(runs).hasSize(1);
    return runs.get(0).batch();
  }

  private static ByteBuffer batch(CompressionType codec, TimestampType time, int records) {
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(4096),
            (byte) 2,
            Compression.of(codec).build(),
            time,
            BASE,
            777_777L);
    for (int i = 0; i < records; i++) {
      Header[] headers = {new RecordHeader("n", new byte[] {(byte) i})};
      byte[] key = i % 3 == 0 ? null : ("k" + i).getBytes(StandardCharsets.UTF_8);
      byte[] value = i % 7 == 0 ? null : ("v" + i).getBytes(StandardCharsets.UTF_8);
      builder.appendWithOffset(BASE + i, 500L + i, key, value, headers);
    }
    return builder.build().buffer();
  }

  private static MutableRecordBatch only(ByteBuffer batch) {
    return MemoryRecords.readableRecords(batch).batches().iterator().next();
  }

  private static List<String> lines(ByteBuffer batch) {
    List<String> lines = new ArrayList<>();
    for (Record entry : only(batch)) {
      lines.add(
          entry.offset()
              + "@"
              + entry.timestamp()
              + " "
              + (entry.hasKey() ? StandardCharsets.UTF_8.decode(entry.key()) : "none")
              + "="
              + (entry.hasValue() ? StandardCharsets.UTF_8.decode(entry.value()) : "none")
              + entry.headers()[0].value()[0]);
    }
    return lines;
  }
}
