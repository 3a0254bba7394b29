package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.common.network.NetworkReceive;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class FramePoolTest {
  private static final int KIB = 1024;

  @Test
  void shouldRefuseMemoryBeyondItsBoundUntilSomeComesBack() {
    FramePool pool = new FramePool(64 * KIB);
    ByteBuffer first = pool.tryAllocate(30 * KIB);
    ByteBuffer second = pool.tryAllocate(10 * KIB);

    assertThat(pool.tryAllocate(10 * KIB)).isNull();
    assertThat(pool.isOutOfMemory()).isTrue();

    pool.release(first);

    assertThat(pool.isOutOfMemory()).isFalse();
    assertThat(pool.tryAllocate(20 * KIB).remaining()).isEqualTo(20 * KIB);
    assertThat(second.remaining()).isEqualTo(10 * KIB);
  }

  @Test
  void shouldLendOneOversizeBufferWhenNothingElseIsOut() {
    FramePool pool = new FramePool(64 * KIB);
    long before = pool.availableMemory();

    ByteBuffer big = pool.tryAllocate(300 * KIB);

    assertThat(big.remaining()).isEqualTo(300 * KIB);
    assertThat(pool.tryAllocate(1)).isNull();
    pool.release(big);
    assertThat(pool.availableMemory()).isEqualTo(before);
  }

  @Test
  void shouldGiveEverythingBackWhenItIsClosed() {
    FrameMemory memory = new FrameMemory(256 * KIB);
    FramePool pool = new FramePool(memory);
    pool.tryAllocate(50 * KIB);
    pool.tryAllocate(20 * KIB);
    assertThat(memory.lent()).isEqualTo((64 + 32) * KIB);

    pool.close();

    assertThat(memory.lent()).isZero();
  }

  @Test
  void shouldReadNothingMoreWhileFetchedDataFillsTheHeap() {
    FrameMemory memory = new FrameMemory(64 * KIB);
    FramePool pool = new FramePool(memory);
    Frame first = pool.onHeap(40 * KIB);
    Frame second = pool.onHeap(100 * KIB);

    assertThat(memory.lent()).isEqualTo(140 * KIB);
    assertThat(pool.availableMemory()).isZero();
    assertThat(pool.tryAllocate(1)).isNull();
    second.release();
    assertThat(pool.tryAllocate(1)).isNull();
    first.release();
    assertThat(pool.isOutOfMemory()).isFalse();
    assertThat(pool.tryAllocate(1)).isNotNull();

    pool.onHeap(5 * KIB);
    pool.close();
    assertThat(memory.lent()).isZero();
  }

  @Test
  void shouldRefuseABufferThatItDidNotLend() {
    FramePool pool = new FramePool(64 * KIB);

    Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.release(ByteBuffer.allocate(1)));
  }

  @Test
  void shouldRefuseToReleaseAFrameMoreOftenThanItIsHeld() {
    Frame frame = new Frame(new NetworkReceive("x", ByteBuffer.allocate(1)));
    frame.retain();
    frame.release();
    frame.release();

    Assertions.assertThatIllegalStateException().isThrownBy(frame::release);
    Assertions.assertThatIllegalStateException().isThrownBy(frame::retain);
  }
}
