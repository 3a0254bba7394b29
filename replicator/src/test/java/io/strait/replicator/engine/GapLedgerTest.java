package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
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
  void shouldTellItsEntriesFromWhatIsKeptBesideThem() {
    CaughtUp known = new CaughtUp(GAP.target(), GAP.sourceTopicId(), 12, 1_767_323_045_000L, true);
    Map<String, byte[]> topic =
        Map.of(text(known.key()), known.toBytes(), text(GapLedger.key(GAP)), GapLedger.encode(GAP));

    assertThat(text(known.key())).isEqualTo("CAUGHT_UP east.orders-3");
    assertThat(text(known.toBytes()))
        .isEqualTo(
            "{\"v\":1,\"topic\":\"east.orders\",\"partition\":3,"
                + "\"source_topic_id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"offset\":12,"
                + "\"at\":1767323045000,\"keys_kept\":true}");
    assertThat(GapLedger.gaps(topic)).containsExactly(GAP);
    assertThat(CaughtUp.of(topic)).isEqualTo(Map.of(GAP.target(), known));
  }

  @Test
  void shouldTakeWhatItCannotReadBesideItsEntriesAsUnknown() {
    Map<String, byte[]> topic =
        Map.of(
            "CAUGHT_UP a-0", "{\"v\":2}".getBytes(StandardCharsets.UTF_8),
            "CAUGHT_UP b-0", "nonsense".getBytes(StandardCharsets.UTF_8));

    assertThat(CaughtUp.of(topic)).isEmpty();
  }

  @Test
  void shouldNotTakeItForGrantedThatKeysWereKept() {
    String old =
        "{\"v\":1,\"topic\":\"a\",\"partition\":0,"
            + "\"source_topic_id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"offset\":1,\"at\":2}";
    Map<String, byte[]> topic = Map.of("CAUGHT_UP a-0", old.getBytes(StandardCharsets.UTF_8));

    assertThat(CaughtUp.of(topic).values())
        .singleElement()
        .satisfies(one -> assertThat(one.keysKept()).isFalse());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void shouldRefuseEntriesOfALaterRelease() {
    assertThatThrownBy(() -> GapLedger.decode("{\"v\":2}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("use the release that wrote it");
  }
}
