package io.strait.replicator.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class PairedLogsTest {
  private static final TopicPartition HERE = new TopicPartition("orders", 0);
  private static final TopicPartition THERE = new TopicPartition("east.orders", 0);

  @Test
  void shouldKeepPositionsWhereOffsetsAreEqual() {
    PairedLogs pair = pair(OffsetMap.equalOffsets(), 0, 200, 0, 100);

    assertThat(pair.isEqual()).isTrue();
    assertThat(pair.toTarget(0)).isEqualTo(new Image.Exact(0));
    assertThat(pair.toTarget(99)).isEqualTo(new Image.Exact(99));
    assertThat(pair.toTarget(100)).isEqualTo(new Image.Exact(100));
    assertThat(pair.toSource(100)).isEqualTo(new Image.Exact(100));
  }

  @Test
  void shouldWaitForWhatIsNotCopiedAndRefuseWhatIsNotThere() {
    PairedLogs pair = pair(OffsetMap.equalOffsets(), 0, 200, 0, 100);

    assertThat(pair.toTarget(101)).isEqualTo(new Image.Ahead(100, 100));
    assertThat(pair.toTarget(200)).isEqualTo(new Image.Ahead(100, 100));
    assertThat(pair.toTarget(201)).isEqualTo(new Image.Outside(100, 200));
    assertThat(pair.toSource(101)).isEqualTo(new Image.Outside(200, 100));
  }

  @Test
  void shouldReachTheTargetsEndOverOffsetsWithoutData() {
    PairedLogs pair = pair(OffsetMap.equalOffsets(), 0, 110, 0, 100).copiedTo(105);

    assertThat(pair.toTarget(105)).isEqualTo(new Image.Exact(100));
    assertThat(pair.toTarget(106)).isEqualTo(new Image.Ahead(100, 105));
    assertThat(pair.agree(105, 100)).isTrue();
    assertThat(pair.agree(100, 100)).isTrue();
    assertThat(pair.agree(105, 99)).isFalse();
  }

  @Test
  void shouldSayWhatIsSkippedWhereTheOtherLogBeginsLater() {
    PairedLogs pair = pair(OffsetMap.equalOffsets(), 10, 200, 50, 200);

    assertThat(pair.toTarget(5)).isEqualTo(new Image.Cut(50, 10, 50));
    assertThat(pair.toTarget(30)).isEqualTo(new Image.Cut(50, 30, 50));
    assertThat(pair.toTarget(50)).isEqualTo(new Image.Exact(50));
    PairedLogs cleaned = pair(OffsetMap.equalOffsets(), 50, 200, 0, 200);
    assertThat(cleaned.toTarget(30)).isEqualTo(new Image.Exact(30));
    assertThat(cleaned.toSource(30)).isEqualTo(new Image.Cut(50, 30, 50));
    PairedLogs both = pair(OffsetMap.equalOffsets(), 50, 200, 50, 200);
    assertThat(both.toTarget(30)).isEqualTo(new Image.Exact(50));
  }

  @Test
  void shouldGoOnWithTheNewTopicBehindRecordsOfTheOldOne() {
    OffsetMap map = OffsetMap.equalOffsets().withUnmatched(90).withGeneration(100, 0, 0);
    PairedLogs pair = pair(map, 0, 20, 0, 110);

    assertThat(pair.toSource(40)).isEqualTo(new Image.Exact(0));
    assertThat(pair.toSource(95)).isEqualTo(new Image.Exact(0));
    assertThat(pair.toSource(104)).isEqualTo(new Image.Exact(4));
    assertThat(pair.toTarget(4)).isEqualTo(new Image.Exact(104));
    assertThat(pair.toTarget(11)).isEqualTo(new Image.Ahead(110, 10));
  }

  @Test
  void shouldIgnoreWhatIsMappedBehindTheTargetsEnd() {
    OffsetMap map = OffsetMap.equalOffsets().with(100, 130).with(120, 300);
    PairedLogs pair = pair(map, 0, 400, 0, 100);

    // The row exactly at the end says what is copied next: nothing is in between.
    assertThat(pair.toTarget(130)).isEqualTo(new Image.Exact(100));
    assertThat(pair.toTarget(131)).isEqualTo(new Image.Ahead(100, 130));
  }

  /** Against the definition, on logs with gaps, foreign records and rewritten sources. */
  @Test
  void shouldTranslateEveryPositionAsDefined() {
    for (int seed = 0; seed < 300; seed++) {
      new Model(new Random(seed)).check("seed " + seed);
    }
  }

  private static PairedLogs pair(
      OffsetMap map, long sourceStart, long sourceEnd, long targetStart, long targetEnd) {
    return PairedLogs.of(HERE, THERE, map, sourceStart, sourceEnd, targetStart, targetEnd);
  }

  /** A target log as a plain list: the source offset of each record while the source holds it. */
  private static final class Model {
    private static final long NONE = -1;
    private final List<Long> target = new ArrayList<>();
    private OffsetMap map = OffsetMap.equalOffsets();
    private long next;

    Model(Random random) {
      for (int step = random.nextInt(30); step >= 0; step--) {
        int kind = random.nextInt(12);
        if (kind == 0) {
          replaced(0);
        } else if (kind == 1) {
          replaced(random.nextInt((int) next + 1));
        } else if (kind < 4) {
          map = map.withUnmatched(target.size());
          target.add(NONE);
        } else {
          next += random.nextInt(3) == 0 ? random.nextInt(4) : 0;
          map = map.with(target.size(), next);
          for (int i = random.nextInt(4); i >= 0; i--) {
            target.add(next++);
          }
        }
      }
    }

    /** From there on the source has other records. */
    private void replaced(long from) {
      map = map.withGeneration(target.size(), from, from);
      target.replaceAll(source -> source >= from ? NONE : source);
      next = from;
    }

    void check(String seed) {
      PairedLogs pair = pair(map, 0, next, 0, target.size());
      for (long position = 0; position <= next; position++) {
        assertThat(pair.toTarget(position))
            .as("%s: to the target from %s", seed, position)
            .isEqualTo(new Image.Exact(behind(position)));
      }
      for (int position = 0; position <= target.size(); position++) {
        Image image = pair.toSource(position);
        // Offsets without data may lie before the next record: each of them will do.
        assertThat(image.isExact()).isTrue();
        assertThat(image.position())
            .as("%s: to the source from %s", seed, position)
            .isBetween(heldBefore(position) + 1, heldBehind(position));
      }
    }

    private long behind(long position) {
      for (int i = 0; i < target.size(); i++) {
        if (target.get(i) >= position) {
          return i;
        }
      }
      return target.size();
    }

    private long heldBefore(int position) {
      return target.subList(0, position).stream().mapToLong(Long::longValue).max().orElse(NONE);
    }

    private long heldBehind(int position) {
      return target.subList(position, target.size()).stream()
          .filter(source -> source != NONE)
          .findFirst()
          .orElse(next);
    }
  }
}
