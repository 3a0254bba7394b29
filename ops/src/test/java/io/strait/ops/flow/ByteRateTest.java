package io.strait.ops.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRateTest {

  @ParameterizedTest
  @CsvSource({
    "unlimited, 0, unlimited",
    "800B/s, 800, 800B/s",
    "512KiB/s, 524288, 512KiB/s",
    "50MiB/s, 52428800, 50MiB/s",
    "50 MiB/s, 52428800, 50MiB/s",
    "1.5GiB/s, 1610612736, 1.5GiB/s",
    "1024KiB/s, 1048576, 1MiB/s",
  })
  void shouldReadAndPrintARate(String text, long bytes, String printed) {
    assertThat(ByteRate.parse(text).bytesPerSecond()).isEqualTo(bytes);
    assertThat(ByteRate.parse(text)).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "50",
        "50MB/s",
        "50MiB",
        "-1MiB/s",
        "0B/s",
        "0.001B/s",
        "MiB/s",
        "1e3B/s",
        "99999999999GiB/s"
      })
  void shouldRefuseWhatIsNoRateAndSayHowToWriteOne(String text) {
    assertThatThrownBy(() -> ByteRate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("50MiB/s");
  }

  @Test
  void shouldRefuseANegativeNumber() {
    assertThatThrownBy(() -> new ByteRate(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
