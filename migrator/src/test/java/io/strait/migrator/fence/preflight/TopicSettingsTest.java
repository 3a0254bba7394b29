package io.strait.migrator.fence.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.replicator.topology.TopicMapping;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a link would refuse hours later is said before the start. */
class TopicSettingsTest {
  @Test
  void shouldBlockWhenTheWayBackCouldNotKeepTimestamps() {
    assertThat(
            TopicSettings.judged(
                "east", "flights", Map.of("message.timestamp.type", "LogAppendTime")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("LOG_APPEND_TIME");
              assertThat(finding.severity()).isEqualTo(FenceFinding.Severity.BLOCKING);
            });
  }

  @Test
  void shouldBlockWhenATopicIsCompactedEvenInPart() {
    assertThat(TopicSettings.judged("west", "flights", Map.of("cleanup.policy", "compact,delete")))
        .extracting(FenceFinding::code)
        .containsExactly("TOPIC_COMPACTED");
  }

  @Test
  void shouldFindNothingInOrdinarySettings() {
    assertThat(
            TopicSettings.judged(
                "east",
                "flights",
                Map.of("cleanup.policy", "delete", "message.timestamp.type", "CreateTime")))
        .isEmpty();
  }

  @Test
  void shouldBlockOnlyWhenTheTargetHasMorePartitions() {
    TopicMapping flights = TopicMapping.same("flights");
    FenceFinding more = TopicCheck.differing(flights, 2, 3);
    assertThat(more.severity()).isEqualTo(FenceFinding.Severity.BLOCKING);
    assertThat(more.action()).startsWith("delete the mirror topic 'flights'");
    assertThat(TopicCheck.differing(flights, 3, 2).severity())
        .isEqualTo(FenceFinding.Severity.WARNING);
  }
}
