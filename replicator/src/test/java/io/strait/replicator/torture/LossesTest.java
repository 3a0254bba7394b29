package io.strait.replicator.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** What a link says about losses must be the whole truth, and nothing else. */
final class LossesTest {
  private static final TopicPartition PLACE = new TopicPartition("t", 0);
  private static final SeenLog SOURCE = new SeenLog(3, 5, List.of(seen(3), seen(4)));
  private static final SeenLog TARGET = new SeenLog(0, 5, List.of(seen(0), seen(3), seen(4)));
  private static final NavigableMap<Long, String> ACKNOWLEDGED = acknowledged(0, 1, 2, 3, 4);

  private static Seen seen(long offset) {
    return new Seen(offset, 1, "id" + offset, "key", false, "content");
  }

  private static NavigableMap<Long, String> acknowledged(long... offsets) {
    NavigableMap<Long, String> all = new TreeMap<>();
    for (long offset : offsets) {
      all.put(offset, "id" + offset);
    }
    return all;
  }

  private static Gap gap(long from, long to, GapCause cause) {
    return new Gap(PLACE, PLACE, Uuid.ZERO_UUID, from, to, cause, Instant.EPOCH, "");
  }

  private static boolean isFault(Gap... gaps) {
    return Losses.unexplained(SOURCE, TARGET, ACKNOWLEDGED, List.of(gaps)).isPresent();
  }

  @Test
  void shouldAcceptALossOnlyWhenTheLedgerNamesAllOfIt() {
    assertThat(isFault(gap(1, 3, GapCause.RETENTION_OVERRUN))).isFalse();
    assertThat(isFault()).isTrue();
    assertThat(isFault(gap(1, 2, GapCause.RETENTION_OVERRUN))).isTrue();
  }

  @Test
  void shouldFindAnEntryThatIsNotTrue() {
    Gap real = gap(1, 3, GapCause.RETENTION_OVERRUN);
    assertThat(isFault(real, gap(4, 5, GapCause.RETENTION_OVERRUN))).isTrue();
    assertThat(isFault(gap(0, 3, GapCause.RETENTION_OVERRUN))).isTrue();
    assertThat(isFault(real, gap(2, 3, GapCause.RETENTION_OVERRUN))).isTrue();
    assertThat(isFault(gap(1, 3, GapCause.OFFSET_CONFLICT))).isTrue();
  }

  @Test
  void shouldFindARecordWhereAnotherOneWasAcknowledged() {
    NavigableMap<Long, String> other = new TreeMap<>(ACKNOWLEDGED);
    other.put(0L, "another");

    assertThat(
            Losses.unexplained(
                SOURCE, TARGET, other, List.of(gap(1, 3, GapCause.RETENTION_OVERRUN))))
        .isPresent();
  }

  @Test
  void shouldWantALetterForEachRecordPutAsideAndForNoOther() {
    List<Gap> gaps = List.of(gap(3, 4, GapCause.DEAD_LETTER));
    SeenLetter letter = new SeenLetter(PLACE, 3, "id3");
    SeenLetter untold = new SeenLetter(PLACE, 4, "id4");

    assertThat(Losses.lettersMissing(SOURCE, TARGET, gaps, List.of(letter, letter))).isEmpty();
    assertThat(Losses.lettersMissing(SOURCE, TARGET, gaps, List.of())).isPresent();
    assertThat(Losses.lettersMissing(SOURCE, TARGET, gaps, List.of(letter, untold))).isPresent();
    assertThat(Losses.lettersMissing(SOURCE, TARGET, List.of(), List.of(letter))).isPresent();
    assertThat(Losses.without(SOURCE, gaps).records()).containsExactly(seen(4));
  }
}
