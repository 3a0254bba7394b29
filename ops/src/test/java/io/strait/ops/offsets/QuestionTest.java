package io.strait.ops.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {
  @Test
  void shouldReadEveryKindOfPlace() {
    assertThat(Question.parse("orders/3@91234").partition())
        .isEqualTo(new TopicPartition("orders", 3));
    assertThat(Question.parse("orders/3@91234").spot()).isEqualTo(new Question.Spot.At(91_234));
    assertThat(Question.parse("a.b_c-d/0@earliest").spot()).isEqualTo(Question.Spot.End.EARLIEST);
    assertThat(Question.parse("orders/3@latest").spot()).isEqualTo(Question.Spot.End.LATEST);
    assertThat(Question.parse("orders/3@2001-01-05T10:00:00Z").spot())
        .isEqualTo(new Question.Spot.Since(Instant.parse("2001-01-05T10:00:00Z")));
    assertThat(Question.parse("orders/3@2001-01-05T11:00:00+01:00").spot())
        .isEqualTo(new Question.Spot.Since(Instant.parse("2001-01-05T10:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"orders", "orders/3", "orders@3", "orders/x@3", "orders/3@soon", "orders/3@-1"})
  void shouldSayHowToWriteOne(String text) {
    assertThatThrownBy(() -> Question.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("topic/partition@offset");
  }
}
