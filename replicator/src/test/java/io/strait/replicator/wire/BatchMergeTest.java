package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.wire.SourceBatches.Line;
import io.strait.replicator.wire.SourceBatches.Placed;
import io.strait.replicator.wire.SourceBatches.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BatchMergeTest {
  private final BatchMerge merge = new BatchMerge();

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void shouldMakeOneSoundBatchOfManyWithTheSameRecords(CompressionType codec) {
    Random random = new Random(codec.id);
    SourceBatches batches = new SourceBatches(codec.id);
    for (int round = 0; round < 20; round++) {
      List<Line> wanted = new ArrayList<>();
      long next = 1_000;
      merge.begin(Codec.of(codec));
      for (int i = random.nextInt(50); i >= 0; i--) {
        Shape shape = Shape.of(codec, 1 + random.nextInt(4)).at(next);
        Placed batch = batches.batch(shape, 0);
        assertThat(merge.add(batch.buffer(), batch.at(), batch.size())).isTrue();
        wanted.addAll(SourceBatches.lines(SourceBatches.only(batch)));
        next += shape.records();
      }

      ByteBuffer made = merge.batch(1_000, 1 << 20).orElseThrow();

      MutableRecordBatch read = SourceBatches.only(made);
      read.ensureValid();
      assertThat(SourceBatches.lines(read)).isEqualTo(wanted);
      assertThat(read.compressionType()).isEqualTo(codec);
      assertThat(read.lastOffset() + 1).isEqualTo(next);
      assertThat(read.countOrNull()).isEqualTo(wanted.size());
    }
  }

  @Test
  void shouldLeaveOutAndNotBeHarmedByWhatDoesNotFit() {
    SourceBatches batches = new SourceBatches(3);
    Placed first = batches.batch(Shape.of(CompressionType.LZ4, 2), 0);
    Placed otherCodec = batches.batch(Shape.of(CompressionType.ZSTD, 2).at(1_002), 0);
    Placed damaged = batches.batch(Shape.of(CompressionType.LZ4, 2).at(1_002), 0);
    int last = damaged.at() + damaged.size() - 1;
    damaged.buffer().put(last, (byte) (damaged.buffer().get(last) ^ 1));
    Placed nonsense = batches.batch(Shape.of(CompressionType.LZ4, 3).at(1_002), 0);
    nonsense.buffer().putInt(nonsense.at() + 57, 2);
    nonsense
        .buffer()
        .putInt(nonsense.at() + 17, BatchHeader.computedChecksum(nonsense.buffer(), nonsense.at()));
    merge.begin(Codec.LZ4);

    assertThat(merge.add(first.buffer(), first.at(), first.size())).isTrue();
    for (Placed refused : List.of(otherCodec, damaged, nonsense)) {
      assertThat(merge.add(refused.buffer(), refused.at(), refused.size())).isFalse();
    }

    assertThat(merge.count()).isEqualTo(2);
    assertThat(SourceBatches.lines(SourceBatches.only(merge.batch(1_000, 4_096).orElseThrow())))
        .isEqualTo(SourceBatches.lines(SourceBatches.only(first)));
    assertThat(merge.batch(1_000, 70)).isEmpty();
  }
}
