package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.KeysRead;
import io.strait.replicator.wire.Outcome;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeySpanTest {
  private final KeySpan span = new KeySpan("topic-0 on 'east'", OptionalLong.empty(), 1_000);

  @BeforeEach
  void begin() {
    span.begin(5);
  }

  @Test
  void shouldReadToTheEndThatTheFirstAnswerShows() {
    assertThat(span.take(read(900, 50_000, false))).isEqualTo(new KeySpan.More());
    assertThat(span.take(read(49_900, 50_100, false))).isEqualTo(new KeySpan.More());
    assertThat(span.next()).isEqualTo(49_900);
    assertThat(span.take(read(49_900, 50_100, false))).isEqualTo(new KeySpan.Whole(49_900, 50_000));
  }

  @Test
  void shouldNotTakeALeaderThatDoesNotShowTheEndYetForALogThatHoldsNothingThere() {
    span.take(read(49_900, 50_000, false));

    assertThat(span.take(read(49_900, 49_900, false)))
        .isInstanceOfSatisfying(
            KeySpan.Changed.class,
            changed -> assertThat(changed.why()).contains("49900 only, not to 50000"));
  }

  @Test
  void shouldNotReadALogThatIsShorterThanItMustBe() {
    assertThat(span.take(read(5, 999, false))).isInstanceOf(KeySpan.Changed.class);
    assertThat(span.take(read(5, -1, false))).isInstanceOf(KeySpan.Later.class);
  }

  @Test
  void shouldBelieveThatABatchIsDamagedTheSecondTime() {
    span.take(read(700, 50_000, true));
    assertThat(span.next()).isEqualTo(700);
    assertThat(span.take(read(700, 50_000, true))).isInstanceOf(KeySpan.Later.class);
    assertThat(span.take(read(800, 50_000, true))).isEqualTo(new KeySpan.More());
    assertThat(span.take(read(800, 50_000, true))).isInstanceOf(KeySpan.Later.class);
    assertThat(span.take(read(800, 50_000, true)))
        .isEqualTo(
            new KeySpan.Damaged("the batch at offset 800 of topic-0 on 'east' cannot be read"));
  }

  private static KeysRead read(long next, long end, boolean damaged) {
    return new KeysRead(new Outcome(Answer.OK, ""), next, end, List.of(), damaged);
  }
}
