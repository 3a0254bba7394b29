package io.strait.validator.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.judge.ScanProgress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
  private static final long SECOND = 1_000_000_000L;

  /** A FAKE clock. */
  private final AtomicLong now = new AtomicLong(SECOND);

  @Test
  void shouldTellRateAndEndFromTheLastSeconds() {
    ProgressMeter meter = new ProgressMeter(now::get);
    assertThat(meter.line()).contains("0.0 %").contains("end not known yet");
    for (int i = 1; i <= 60; i++) {
      now.addAndGet(SECOND);
      long speed = i <= 30 ? 100 : 10;
      long done = i <= 30 ? i * speed : 3_000 + (i - 30) * speed;
      meter.take(new ScanProgress(3, 8, done * 2, done * 1_000_000, done, 10_000));
    }
    assertThat(meter.bytesPerSecond()).isEqualTo(10_000_000);
    assertThat(meter.left()).contains(Duration.ofSeconds(670));
    assertThat(meter.line())
        .isEqualTo(
            " 33.0 %  3 of 8 partitions  6,600 records read  10.0 MB/s  about 11 min 10 s left");
  }
}
