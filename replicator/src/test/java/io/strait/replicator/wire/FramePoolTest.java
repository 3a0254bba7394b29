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
    ByteBuffer second = pool.tryAllocate(30 * KIB);

    assertThat(pool.tryAllocate(1)).isNull();
    assertThat(pool.isOutOfMemory()).isTrue();
    assertThat(pool.availableMemory()).isZero();

    pool.release(first);

    assertThat(pool.isOutOfMemory()).isFalse();
    assertThat(pool.tryAllocate(20 * KIB)).isSameAs(first);
    assertThat(second.remaining()).isEqualTo(30 * KIB);
  }

  @Test
  void shouldLendOneOversizeBufferWhenNothingElseIsOut() {
    FramePool pool = new FramePool(64 * KIB);

    ByteBuffer big = pool.tryAllocate(300 * KIB);

    assertThat(big.remaining()).isEqualTo(300 * KIB);
    assertThat(pool.tryAllocate(1)).isNull();
    pool.release(big);
    assertThat(pool.availableMemory()).isEqualTo(64 * KIB);
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
