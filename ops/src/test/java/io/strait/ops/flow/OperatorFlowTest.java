package io.strait.ops.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.PriorityClass;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorFlowTest {
  private static final FlowSettings CONFIGURED =
      new FlowSettings(100, Set.of("a"), Map.of("b", PriorityClass.BULK), Map.of());

  @Test
  void shouldFollowTheConfigurationInWhateverTheOperatorDidNotTouch() {
    OperatorFlow flow = after(Optional.empty(), FlowChange.rate(new ByteRate(7)));

    FlowSettings later = new FlowSettings(200, Set.of("c"), Map.of(), Map.of());
    assertThat(flow.over(CONFIGURED)).isEqualTo(CONFIGURED.withRate(7));
    assertThat(flow.over(later)).isEqualTo(later.withRate(7));
  }

  @Test
  void shouldPauseOnTopOfWhatTheConfigurationPauses() {
    OperatorFlow paused = after(Optional.empty(), FlowChange.pausing(Set.of("b")));
    OperatorFlow resumed = after(Optional.of(paused), FlowChange.resuming(Set.of("a")));

    assertThat(paused.over(CONFIGURED).pausedTopics()).containsExactlyInAnyOrder("a", "b");
    assertThat(resumed.over(CONFIGURED).pausedTopics()).containsExactly("b");
    assertThat(resumed.bytesPerSecond()).isEmpty();
  }

  @Test
  void shouldKeepEarlierDecisionsWhenAnotherIsMade() {
    OperatorFlow first = after(Optional.empty(), FlowChange.rate(new ByteRate(7)));
    OperatorFlow second = after(Optional.of(first), FlowChange.pausing(Set.of("b")));

    assertThat(second.over(CONFIGURED).bytesPerSecond()).isEqualTo(7);
  }

  @Test
  void shouldReadBackWhatItWrites() {
    OperatorFlow full =
        new OperatorFlow(
            Optional.of(0L),
            Optional.of(Set.of("x", "y")),
            Optional.of(Map.of("x", PriorityClass.CRITICAL)),
            Optional.of(Map.of(PriorityClass.BULK, 3)),
            Instant.parse("2026-11-21T11:00:00Z"),
            "alice");
    OperatorFlow empty = after(Optional.empty(), FlowChange.pausing(Set.of()));

    assertThat(OperatorFlowCodec.flow(OperatorFlowCodec.bytes(full))).isEqualTo(full);
    assertThat(OperatorFlowCodec.flow(OperatorFlowCodec.bytes(empty))).isEqualTo(empty);
  }

  @Test
  void shouldRefuseWhatAnotherVersionWrote() {
    for (String text : new String[] {"{\"v\":2}", "nonsense", "[]", ""}) {
      assertThatThrownBy(() -> OperatorFlowCodec.flow(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static OperatorFlow after(Optional<OperatorFlow> before, FlowChange change) {
    return OperatorFlow.after(before, change, CONFIGURED, Instant.EPOCH, "bob");
  }
}
