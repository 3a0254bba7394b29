package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class FrameMemoryTest {
  private static final int MIB = 1 << 20;

  @Test
  void shouldLeaveSomeForANewcomerWhoeverCameFirst() {
    FrameMemory memory = new FrameMemory(160L * MIB);
    Deque<ByteBuffer> first = fill(memory, MIB);
    Deque<ByteBuffer> second = fill(memory, MIB);

    assertThat(first).hasSize(128);
    assertThat(second.size()).isBetween(20, 32);
    assertThat(memory.lent()).isLessThan(160L * MIB);
    assertThat(memory.take(MIB, 0)).isNotNull();
  }

  @Test
  void shouldHoldMoreSoonerOnceItsLimitWasLowered() {
    FrameMemory memory = new FrameMemory(160L * MIB);
    memory.limit(20L * MIB);

    assertThat(fill(memory, MIB)).hasSize(16);
    Assertions.assertThatIllegalArgumentException().isThrownBy(() -> memory.limit(1));
    Assertions.assertThatIllegalArgumentException().isThrownBy(() -> new FrameMemory(1));
  }

  @Test
  void shouldNeverLendTheSameBytesTwiceNorForgetAny() {
    FrameMemory memory = new FrameMemory(32L * MIB);
    Random random = new Random(11);
    List<ByteBuffer> out = new ArrayList<>();
    long held = 0;
    for (int i = 0; i < 20_000; i++) {
      if (!out.isEmpty() && random.nextInt(100) < 48) {
        ByteBuffer one = out.remove(random.nextInt(out.size()));
        assertThat(one.getInt(0)).isEqualTo(System.identityHashCode(one));
        assertThat(one.getInt(one.limit() - 4)).isEqualTo(System.identityHashCode(one));
        held -= FrameMemory.cost(one.limit());
        memory.giveBack(one, one.limit());
        continue;
      }
      int size = 8 + random.nextInt(1 << (4 + random.nextInt(19)));
      ByteBuffer taken = memory.take(size, held);
      if (taken != null) {
        assertThat(taken.limit()).isEqualTo(size);
        held += FrameMemory.cost(size);
        taken.putInt(0, System.identityHashCode(taken));
        taken.putInt(size - 4, System.identityHashCode(taken));
        out.add(taken);
      }
      assertThat(memory.lent()).isEqualTo(held).isLessThanOrEqualTo(32L * MIB);
    }
    out.forEach(one -> memory.giveBack(one, one.limit()));

    assertThat(memory.lent()).isZero();
    // All ranges joined again: the largest size fits.
    assertThat(memory.take(16 * MIB, 0)).isNotNull();
    assertThat(memory.take(8 * MIB, 0)).isNotNull();
  }

  private static Deque<ByteBuffer> fill(FrameMemory memory, int size) {
    Deque<ByteBuffer> out = new ArrayDeque<>();
    long held = 0;
    for (ByteBuffer one = memory.take(size, 0); one != null; one = memory.take(size, held)) {
      out.add(one);
      held += size;
    }
    return out;
  }
}
