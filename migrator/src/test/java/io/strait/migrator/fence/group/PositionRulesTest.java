package io.strait.migrator.fence.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PositionRulesTest {
  private static final TopicPartition P0 = new TopicPartition("flights", 0);

  @Test
  void shouldKeepOffsetAndNoteButNotTheLeaderEpochWhenMapped() {
    TopicPartition renamed = new TopicPartition("east.flights", 0);

    assertThat(
            PositionRules.mapped(
                Map.of(P0, new OffsetAndMetadata(34, Optional.of(7), "note")),
                List.of(new TopicMapping("flights", "east.flights"))))
        .containsExactly(Map.entry(renamed, new OffsetAndMetadata(34, Optional.empty(), "note")));
  }

  @Test
  void shouldRefuseWhenAPositionIsBeyondTheLogEnd() {
    assertThat(codes(101, 0, 100)).containsExactly("GROUP_AHEAD");
    assertThat(codes(100, 0, 100)).isEmpty();
  }

  @Test
  void shouldRefuseWhenAPositionIsBelowTheLogStart() {
    assertThat(codes(49, 50, 100)).containsExactly("GROUP_BELOW_LOG_START");
    assertThat(codes(50, 50, 100)).isEmpty();
  }

  @Test
  void shouldRefuseWhenThePartitionIsNotThere() {
    List<FenceFinding> findings =
        PositionRules.outside(
            "readers", "west", Map.of(P0, new OffsetAndMetadata(1)), Map.of(), Map.of());

    assertThat(findings).extracting(FenceFinding::code).containsExactly("GROUP_PARTITION_MISSING");
  }

  private static List<String> codes(long offset, long start, long end) {
    return PositionRules.outside(
            "readers",
            "west",
            Map.of(P0, new OffsetAndMetadata(offset)),
            Map.of(P0, start),
            Map.of(P0, end))
        .stream()
        .map(FenceFinding::code)
        .toList();
  }
}
