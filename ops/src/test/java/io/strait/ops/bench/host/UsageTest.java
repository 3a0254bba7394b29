package io.strait.ops.bench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UsageTest {
  @Test
  void shouldAddUserAndSystemTimeWhenTheNameHoldsBlanksAndBrackets() {
    String stat = "42 (a ) b) S 1 42 42 0 -1 4194560 9 0 0 0 1250 30 0 0 20 0 9 0 77 1 1";

    assertThat(Usage.cpu(stat)).isEqualTo(12.8);
  }

  @Test
  void shouldReadThisProcess() {
    Usage usage = Usage.of(ProcessHandle.current().pid());

    assertThat(usage.cpuSeconds()).isPositive();
    assertThat(usage.peakRssMib()).isBetween(20.0, 100_000.0);
  }

  @Test
  void shouldSayWhichProcessIsGone() {
    assertThatThrownBy(() -> Usage.of(Integer.MAX_VALUE))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining(Integer.toString(Integer.MAX_VALUE));
  }
}
