package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.BatchMerge;
import io.strait.replicator.wire.FramePool;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

final class MergingTest {
  private static final int MANY = 1 << 20;
  private final FramePool pool = new FramePool(1 << 20);
  private final Merging merging = new Merging(new BatchMerge(), pool::onHeap);
  private final StepQueue queue = new StepQueue();

  @Test
  void shouldMakeOneBatchOfWhatWaits() {
    LongStream.range(0, 50).forEach(i -> add(i, Batches.plain(i, i)));

    Step.Append taken = merging.take(queue, MANY);

    assertThat(taken.from()).isZero();
    assertThat(taken.count()).isEqualTo(50);
    assertThat(BatchHeader.count(taken.buffer(), taken.at())).isEqualTo(50);
    assertThat(queue.size()).isZero();
    assertThat(queue.bytes()).isZero();
    assertThat(pool.heldMemory()).isEqualTo(taken.size());
    taken.release();
    assertThat(pool.heldMemory()).isZero();
  }

  @Test
  void shouldStopAtAGapAtALargeOneAndAtTheTargetsBound() {
    add(0, Batches.plain(0, 0));
    add(1, Batches.plain(1, 1));
    queue.add(new Step.Fill(2, 3));
    add(3, Batches.plain(3, 3));
    assertThat(merging.take(queue, MANY).count()).isEqualTo(2);
    queue.remove();
    for (int i = 4; i < 60; i++) {
      add(i, Batches.plain(i, i));
    }

    int most = 1_024 + BatchHeader.BYTES + 300;
    Step.Append taken = merging.take(queue, most);

    assertThat(taken.from()).isEqualTo(3);
    assertThat(taken.count()).isBetween(5, 40);
    assertThat(taken.size()).isLessThanOrEqualTo(most);
    assertThat(((Step.Append) queue.peek()).from()).isEqualTo(3 + taken.count());
  }

  @Test
  void shouldPassLargeBatchesAndSwitchBackForSmallOnes() {
    for (int i = 0; i < 100; i++) {
      add(i, large(i));
    }
    assertThat(merging.isOn()).isFalse();
    assertThat(merging.take(queue, MANY).count()).isEqualTo(1);

    for (int i = 100; i < 200; i++) {
      add(i, Batches.plain(i, i));
    }

    assertThat(merging.isOn()).isTrue();
  }

  @Test
  void shouldLeaveADamagedBatchToTheTarget() {
    ByteBuffer damaged = Batches.plain(1, 1);
    damaged.put(damaged.limit() - 1, (byte) (damaged.get(damaged.limit() - 1) ^ 1));
    add(0, Batches.plain(0, 0));
    add(1, damaged);
    add(2, Batches.plain(2, 2));
    add(3, Batches.plain(3, 3));

    assertThat(merging.take(queue, MANY).count()).isEqualTo(1);
    assertThat(merging.take(queue, MANY).buffer()).isSameAs(damaged);
    assertThat(merging.take(queue, MANY).count()).isEqualTo(2);
  }

  private void add(long from, ByteBuffer batch) {
    Step.Append append =
        new Step.Append(
            batch,
            0,
            batch.limit(),
            from,
            BatchHeader.count(batch, 0),
            1,
            Step.Append.PLAIN,
            Optional.empty());
    merging.saw(append);
    queue.add(append);
  }

  private static ByteBuffer large(long base) {
    return MemoryRecords.withRecords(base, Compression.NONE, new SimpleRecord(1L, new byte[20_000]))
        .buffer();
  }
}
