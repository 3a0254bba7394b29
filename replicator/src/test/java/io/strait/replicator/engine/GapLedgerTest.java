package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

final class GapLedgerTest {
  private static final Gap GAP =
      new Gap(
          new TopicPartition("orders", 3),
          new TopicPartition("east.orders", 3),
          Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAQ"),
          7,
          12,
          GapCause.RETENTION_OVERRUN,
          Instant.parse("2026-01-02T03:04:05Z"),
          "retention.ms is 1");

  @Test
  void shouldKeepTheStoredShape() {
    assertThat(new String(GapLedger.encode(GAP), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"v\":1,\"source_topic\":\"orders\",\"source_partition\":3,"
                + "\"source_topic_id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"target_topic\":\"east.orders\","
                + "\"target_partition\":3,\"from\":7,\"to\":12,\"cause\":\"RETENTION_OVERRUN\","
                + "\"at\":\"2026-01-02T03:04:05Z\",\"detail\":\"retention.ms is 1\"}");
    assertThat(GapLedger.decode(GapLedger.encode(GAP))).isEqualTo(GAP);
  }

  @Test
  void shouldMeetTheSameKeyAgainWhenOnlyTheEndMovedOn() {
    Gap later =
        new Gap(
            GAP.source(), GAP.target(), GAP.sourceTopicId(), 7, 20, GAP.cause(), Instant.MAX, "");
    assertThat(GapLedger.key(later)).isEqualTo(GapLedger.key(GAP));
  }

  @Test
  void shouldRefuseEntriesOfALaterRelease() {
    assertThatThrownBy(() -> GapLedger.decode("{\"v\":2}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("use the release that wrote it");
  }
}
