package io.strait.validator.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.OffsetRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  @Test
  void shouldReadPartitionsOffsetsTimesAndSizes() {
    assertThat(PartitionChoice.parse("orders:0,3-5"))
        .isEqualTo(new PartitionChoice("orders", Set.of(0, 3, 4, 5)));
    assertThat(OffsetChoice.parse("my.orders-v1/3@100..900"))
        .isEqualTo(
            new OffsetChoice(new TopicPartition("my.orders-v1", 3), new OffsetRange(100, 900)));
    assertThat(TimeWindow.time("2026-01-02T04:04:05+01:00"))
        .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(SampleSize.parse("0.5%").of(10_000)).isEqualTo(50);
    assertThat(SampleSize.parse("5000").of(10_000)).isEqualTo(5_000);
    assertThat(SampleSize.parse("5000").of(7)).isEqualTo(7);
    assertThat(SampleSize.parse("1%").of(3)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "orders:", "orders:a", "orders:1,,2", "orders:5-3", ":1"})
  void shouldRefuseWhatNamesNoPartitions(String text) {
    assertThatThrownBy(() -> PartitionChoice.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("orders:0,3-5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders/3", "orders@1..2", "orders/3@5..5", "orders/3@9..1", "/3@1..2"})
  void shouldRefuseWhatIsNoRangeOfOffsets(String text) {
    assertThatThrownBy(() -> OffsetChoice.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0%", "101%", "1 %", "-3", "0", "some"})
  void shouldRefuseWhatIsNoSize(String text) {
    assertThatThrownBy(() -> SampleSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void shouldRefuseATimeWithoutAZoneAndAnEmptyWindow() {
    assertThatThrownBy(() -> TimeWindow.time("2026-01-02T03:04:05"))
        .hasMessageContaining("no time with a zone");
    Instant at = Instant.parse("2026-01-02T03:04:05Z");
    assertThatThrownBy(() -> new TimeWindow(Optional.of(at), Optional.of(at)))
        .hasMessageContaining("is empty");
  }

  @Test
  void shouldTakeOnlyWhatIsNamedWhenSomethingIs() {
    Selection selection =
        Selection.of(
            List.of(PartitionChoice.parse("a:1"), PartitionChoice.parse("a:2")),
            List.of(OffsetChoice.parse("b/0@1..5")),
            TimeWindow.ALL);

    assertThat(selection.takes(new TopicPartition("a", 2))).isTrue();
    assertThat(selection.takes(new TopicPartition("a", 0))).isFalse();
    assertThat(selection.takes(new TopicPartition("b", 0))).isTrue();
    assertThat(selection.takes(new TopicPartition("b", 1))).isFalse();
    assertThat(selection.takes(new TopicPartition("c", 0))).isFalse();
    assertThat(selection.text()).isEqualTo("a:[1, 2], b-0@[1, 5)");
    assertThat(Selection.ALL.takes(new TopicPartition("c", 0))).isTrue();
    assertThat(Selection.ALL.text()).isEqualTo("everything");
  }

  @Test
  void shouldRefuseWhatCannotBeCombined() {
    OffsetChoice one = OffsetChoice.parse("b/0@1..5");
    OffsetChoice other = OffsetChoice.parse("b/0@7..9");
    TimeWindow window = new TimeWindow(Optional.of(Instant.EPOCH), Optional.empty());
    assertThatThrownBy(() -> Selection.of(List.of(), List.of(one), window))
        .hasMessageContaining("cannot be combined");
    assertThatThrownBy(() -> Selection.of(List.of(), List.of(one, other), TimeWindow.ALL))
        .hasMessageContaining("two ranges are given for b-0");
  }
}
