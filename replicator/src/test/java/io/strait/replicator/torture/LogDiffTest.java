package io.strait.replicator.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.offsets.OffsetMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The judge must see each kind of fault and must not cry on what retention and cleaning do. */
final class LogDiffTest {
  private static Seen seen(long offset, String key, String id) {
    return new Seen(offset, 1, id, key, false, "content of " + id);
  }

  private static SeenLog log(long start, long end, Seen... records) {
    return new SeenLog(start, end, List.of(records));
  }

  @Test
  void shouldFindNothingWhenLogsAreEqualFromTheLaterStartOn() {
    SeenLog source = log(1, 3, seen(1, "b", "2"), seen(2, "c", "3"));
    SeenLog target = log(0, 3, seen(0, "a", "1"), seen(1, "b", "2"), seen(2, "c", "3"));

    assertThat(LogDiff.deleting(source, target)).isEmpty();
    assertThat(LogDiff.exact(source, target).orElseThrow().text()).contains("starts at");
  }

  @Test
  void shouldFindLossDuplicationAndOrderWhenOffsetsAreKept() {
    SeenLog source = log(0, 2, seen(0, "a", "1"), seen(1, "b", "2"));

    Stream.of(
            log(0, 1, seen(0, "a", "1")),
            log(0, 3, seen(0, "a", "1"), seen(1, "b", "2"), seen(2, "b", "2")),
            log(0, 2, seen(0, "b", "2"), seen(1, "a", "1")),
            log(0, 3, seen(0, "a", "1"), seen(2, "b", "2")))
        .forEach(target -> assertThat(LogDiff.exact(source, target)).isPresent());
  }

  @Test
  void shouldFindARepeatedRecordWhenItLiesBeforeTheSourcesStart() {
    SeenLog source = log(2, 3, seen(2, "b", "2"));
    SeenLog target = log(0, 3, seen(0, "a", "1"), seen(1, "a", "1"), seen(2, "b", "2"));

    assertThat(LogDiff.deleting(source, target).orElseThrow().text()).contains("twice");
  }

  @Test
  void shouldFindNothingWhenOnlyOverwrittenRecordsDiffer() {
    SeenLog source = log(0, 4, seen(0, "a", "1"), seen(3, "b", "4"));
    SeenLog target = log(0, 4, seen(0, "a", "1"), seen(1, "b", "2"), seen(3, "b", "4"));

    assertThat(LogDiff.compacted(source, target)).isEmpty();
    assertThat(LogDiff.compacted(target, source)).isEmpty();
  }

  @Test
  void shouldFindLossAndForeignRecordsWhenCompacted() {
    SeenLog one = log(0, 4, seen(0, "a", "1"), seen(3, "b", "4"));
    SeenLog other = log(0, 4, seen(0, "a", "1"));

    assertThat(LogDiff.compacted(one, other).orElseThrow().text()).contains("lacks");
    assertThat(LogDiff.compacted(other, one).orElseThrow().text()).contains("never had");
  }

  @Test
  void shouldTakeAMapAtItsWordWhenOffsetsAreMapped() {
    SeenLog source = log(0, 5, seen(0, "a", "1"), seen(3, "b", "2"));
    SeenLog target = log(0, 2, seen(0, "a", "1"), seen(1, "b", "2"));
    SeenLog shuffled = log(0, 2, seen(0, "b", "2"), seen(1, "a", "1"));
    OffsetMap map = OffsetMap.equalOffsets().with(1, 3);

    assertThat(LogDiff.mapped(source, target, map)).isEmpty();
    assertThat(LogDiff.mapped(source, target, OffsetMap.equalOffsets())).isPresent();
    assertThat(LogDiff.mapped(source, shuffled, map)).isPresent();
    assertThat(LogDiff.mapped(source, log(0, 1, seen(0, "a", "1")), map)).isPresent();
  }

  @Test
  void shouldExcuseAHaltOnlyWhenTheSourceRewroteItsLog() {
    SeenLog source = log(0, 3, seen(0, "a", "1"), seen(1, "b", "2"), seen(2, "c", "3"));

    assertThat(LogDiff.rewritten(source, log(0, 2, seen(0, "a", "1"), seen(1, "x", "9"))))
        .isEmpty();
    assertThat(LogDiff.rewritten(log(0, 1, seen(0, "a", "1")), source)).isEmpty();
    assertThat(LogDiff.rewritten(source, source)).isPresent();
    assertThat(LogDiff.rewritten(source, log(0, 3, seen(0, "a", "1"), seen(2, "c", "3"))))
        .isPresent();
  }

  @Test
  void shouldWantAllBeforeAnOffsetAndNothingBehindIt() {
    SeenLog source = log(0, 3, seen(0, "a", "1"), seen(1, "b", "2"), seen(2, "c", "3"));
    SeenLog two = log(0, 3, seen(0, "a", "1"), seen(1, "b", "2"));

    assertThat(LogDiff.equalUntil(2, source, two)).isEmpty();
    assertThat(LogDiff.equalUntil(2, source, source)).isPresent();
    assertThat(LogDiff.equalUntil(3, source, two)).isPresent();
  }
}
