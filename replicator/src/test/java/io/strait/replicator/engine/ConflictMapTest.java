package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.wire.HeldRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConflictMapTest {
  private static final long DATA = 1L << 62;
  private static final long STRANGER = 9;
  private static final List<Sent> SENT =
      List.of(new Sent(Integer.MAX_VALUE - 1, 100, 3), new Sent(1, 110, 2));

  private final ConflictMap conflict = new ConflictMap(DATA, OffsetMap.equalOffsets(), 100, SENT);

  @Test
  void shouldPushOwnRecordsBehindAStrangers() {
    see(100, STRANGER, 0);
    see(101, DATA, Integer.MAX_VALUE - 1);
    see(102, DATA, Integer.MAX_VALUE);
    see(103, DATA, 0);
    see(104, STRANGER, 1);
    see(105, DATA, 1);

    OffsetMap map = conflict.upTo(106);

    assertThat(map.sourceOf(99)).isEqualTo(new Translation.Exact(99, 0));
    assertThat(map.sourceOf(100)).isEqualTo(new Translation.Gap(100));
    assertThat(map.sourceOf(101)).isEqualTo(new Translation.Exact(100, 0));
    assertThat(map.sourceOf(103)).isEqualTo(new Translation.Exact(102, 0));
    assertThat(map.sourceOf(104)).isInstanceOf(Translation.Gap.class);
    assertThat(map.sourceOf(105)).isEqualTo(new Translation.Exact(110, 0));
    assertThat(map.sourceOf(106).position()).isEqualTo(111);
  }

  @Test
  void shouldGoOnBehindWhateverStandsAtTheEnd() {
    see(100, DATA, Integer.MAX_VALUE - 1);

    OffsetMap map = conflict.upTo(104);

    assertThat(map.sourceOf(100)).isEqualTo(new Translation.Exact(100, 0));
    assertThat(map.sourceOf(104).position()).isEqualTo(101);
    assertThat(map.sourceOf(102)).isInstanceOf(Translation.Gap.class);
  }

  @Test
  void shouldNotTakeTheLinksOlderRecordsForOnesOnTheirWay() {
    see(100, DATA, 7);

    assertThat(conflict.upTo(101).sourceOf(101).position()).isEqualTo(100);
  }

  @Test
  void shouldNameWhatTheTargetHasLostBeforeABatchThatLandedTooEarly() {
    long from = Survey.firstInDoubt(110, 100);
    ConflictMap lost =
        new ConflictMap(
            DATA, OffsetMap.equalOffsets().truncatedTo(from), from, List.of(new Sent(10, 110, 5)));
    for (int i = 0; i < 5; i++) {
      lost.see(held(100 + i, DATA, 10 + i));
    }

    OffsetMap map = lost.upTo(105);

    assertThat(map.sourceOf(99)).isEqualTo(new Translation.Exact(99, 0));
    assertThat(map.sourceOf(100)).isEqualTo(new Translation.Exact(110, 0));
    assertThat(map.sourceOf(105).position()).isEqualTo(115);
    assertThat(lost.missing()).isEqualTo(new OffsetRange(100, 110));
    assertThat(Survey.firstInDoubt(110, 117)).isEqualTo(110);
  }

  @Test
  void shouldMissNothingWhereOnlyAStrangerWrote() {
    see(100, STRANGER, 0);
    see(101, DATA, Integer.MAX_VALUE - 1);
    see(102, STRANGER, 0);
    conflict.upTo(103);

    assertThat(conflict.missing()).isEqualTo(new OffsetRange(101, 101));
  }

  private void see(long offset, long producer, int sequence) {
    conflict.see(held(offset, producer, sequence));
  }

  private static HeldRecord held(long offset, long producer, int sequence) {
    return new HeldRecord(
        offset, producer, sequence, new HeldRecord.Image(1, "null", "x", List.of()));
  }
}
