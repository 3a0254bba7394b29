package io.strait.ops.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class OpenLettersTest {
  private final OpenLetters letters = new OpenLetters("strait.dlq.east-west");

  @Test
  void shouldCountALetterOnceHoweverOftenItIsPutAside() {
    letters.take(headers("a", ""));
    letters.take(headers("a", ""));
    letters.take(headers("b", ""));

    assertThat(letters.size()).isEqualTo(2);
  }

  @Test
  void shouldCountALetterNoLongerOnceItIsSettled() {
    letters.take(headers("a", ""));
    letters.take(headers("b", ""));
    letters.take(headers("a", "replayed"));
    letters.take(new RecordHeaders());

    assertThat(letters.size()).isEqualTo(1);
  }

  private static RecordHeaders headers(String id, String mark) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("strait.dlq.id", id.getBytes(StandardCharsets.UTF_8));
    if (!mark.isEmpty()) {
      headers.add("strait.dlq.mark", mark.getBytes(StandardCharsets.UTF_8));
    }
    return headers;
  }
}
