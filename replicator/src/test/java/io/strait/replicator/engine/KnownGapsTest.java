package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

final class KnownGapsTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final Uuid TOPIC = Uuid.ONE_UUID;

  private final KnownGaps known = new KnownGaps(TOPIC, List.of());

  @Test
  void shouldMoveTheEndWhenTheRestOfALossIsMetAgainAfterACrash() {
    add(GapCause.RETENTION_OVERRUN, 100, 500);

    assertThat(known.add(gap(GapCause.RETENTION_OVERRUN, 260, 500))).isEmpty();
    assertThat(known.add(gap(GapCause.RETENTION_OVERRUN, 260, 900)))
        .hasValueSatisfying(entry -> assertRange(entry, 100, 900));
    assertThat(known.size()).isEqualTo(1);
    assertThat(known.lostOffsets()).isEqualTo(800);
  }

  @Test
  void shouldCountTheRestAloneWhenItIsPutDownToAnotherCause() {
    add(GapCause.RETENTION_OR_DELETE, 100, 500);

    assertThat(known.add(gap(GapCause.RECORDS_DELETED, 260, 400))).isEmpty();
    assertThat(known.add(gap(GapCause.RECORDS_DELETED, 260, 900)))
        .hasValueSatisfying(entry -> assertRange(entry, 500, 900));
    assertThat(known.size()).isEqualTo(2);
    assertThat(known.lostOffsets()).isEqualTo(800);
  }

  @Test
  void shouldNotTakeForLostWhatWasPutAside() {
    add(GapCause.DEAD_LETTER, 100, 200);

    assertThat(known.add(gap(GapCause.DEAD_LETTER, 150, 200))).isEmpty();
    add(GapCause.RETENTION_OVERRUN, 150, 300);

    assertThat(known.lostOffsets()).isEqualTo(100);
    assertThat(known.covers(GapCause.DEAD_LETTER, 199)).isTrue();
    assertThat(known.covers(GapCause.DEAD_LETTER, 200)).isFalse();
    assertThat(known.covers(GapCause.DEAD_LETTER, 99)).isFalse();
  }

  @Test
  void shouldSayWhereWhatMayStillComeBegins() {
    add(GapCause.RETENTION_OVERRUN, 100, 200);
    add(GapCause.DEAD_LETTER, 200, 210);
    add(GapCause.SOURCE_TRUNCATED, 300, 400);

    assertThat(known.behindWhatIsMissing(99)).isEqualTo(99);
    assertThat(known.behindWhatIsMissing(150)).isEqualTo(210);
    assertThat(known.behindWhatIsMissing(210)).isEqualTo(210);
    // The target holds records of this range that the source lost; the source's own follow.
    assertThat(known.behindWhatIsMissing(300)).isEqualTo(300);
  }

  @Test
  void shouldKeepLossesApartThatFollowEachOther() {
    add(GapCause.RETENTION_OVERRUN, 100, 200);
    add(GapCause.RETENTION_OVERRUN, 200, 300);
    add(GapCause.RETENTION_OVERRUN, 400, 450);

    assertThat(known.size()).isEqualTo(3);
    assertThat(known.lostOffsets()).isEqualTo(250);
  }

  @Test
  void shouldCountOffsetsAgainThatTheSourceHasUsedAgain() {
    add(GapCause.RETENTION_OVERRUN, 100, 200);
    add(GapCause.DEAD_LETTER, 300, 301);
    add(GapCause.SOURCE_TRUNCATED, 50, 400);

    assertThat(known.covers(GapCause.DEAD_LETTER, 300)).isFalse();
    add(GapCause.RETENTION_OVERRUN, 120, 220);
    assertThat(known.lostOffsets()).isEqualTo(200);
  }

  @Test
  void shouldKnowWhatTheLedgerHeldAndLeaveTopicsOfAnotherIdAlone() {
    Gap old =
        new Gap(
            PARTITION,
            PARTITION,
            Uuid.randomUuid(),
            0,
            1_000,
            GapCause.RETENTION_OVERRUN,
            Instant.EPOCH,
            "");
    KnownGaps later = new KnownGaps(TOPIC, List.of(old, gap(GapCause.RETENTION_OVERRUN, 100, 500)));

    assertThat(later.add(gap(GapCause.RETENTION_OVERRUN, 300, 500))).isEmpty();
    assertThat(later.add(gap(GapCause.RETENTION_OVERRUN, 600, 700))).isPresent();
    assertThat(later.lostOffsets()).isEqualTo(1_500);
  }

  @Test
  void shouldEnterAPlaceOnce() {
    add(GapCause.OFFSET_CONFLICT, 7, 7);

    assertThat(known.add(gap(GapCause.OFFSET_CONFLICT, 7, 7))).isEmpty();
    assertThat(known.add(gap(GapCause.OFFSET_CONFLICT, 8, 8))).isPresent();
  }

  private void add(GapCause cause, long from, long to) {
    assertThat(known.add(gap(cause, from, to))).isPresent();
  }

  private static void assertRange(Gap gap, long from, long to) {
    assertThat(gap.from()).isEqualTo(from);
    assertThat(gap.to()).isEqualTo(to);
  }

  private static Gap gap(GapCause cause, long from, long to) {
    return new Gap(PARTITION, PARTITION, TOPIC, from, to, cause, Instant.EPOCH, "test");
  }
}
