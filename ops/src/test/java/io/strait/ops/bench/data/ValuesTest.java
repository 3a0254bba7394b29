package io.strait.ops.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void shouldMakeTheSameValuesFromTheSameSeed() {
    assertThat(new Values(7).get(123)).isEqualTo(new Values(7).get(123));
    assertThat(new Values(7).get(123)).isNotEqualTo(new Values(8).get(123));
  }

  /** Data that does not compress, or compresses to nothing, would favour one engine. */
  @Test
  void shouldCompressLikeText() throws IOException {
    Values values = new Values(1);
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
      for (int i = 0; i < 128; i++) {
        assertThat(values.get(i)).hasSize(Values.BYTES);
        gzip.write(values.get(i));
      }
    }

    assertThat(128.0 * Values.BYTES / small.size()).isBetween(2.0, 5.0);
  }

  @Test
  void shouldNumberKeysInOrder() {
    assertThat(new String(Preload.key(42), java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("order-0000000042");
  }
}
