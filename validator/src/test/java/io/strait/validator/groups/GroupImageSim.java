package io.strait.validator.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.groups.Placed.State;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random logs with repeats and holes, copied at equal offsets or densely, random positions, planted
 * skips and rewinds: each is named, and counted to the record.
 */
class GroupImageSim {
  private static final int SEEDS = 400;

  /** How many different records there are: 1 is a log of nothing but repeats. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 1_000})
  void shouldPlaceEveryPositionWhenRecordsRepeat(int kinds) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed * 31L + kinds);
      boolean exact = random.nextBoolean();
      ListLog source = source(random, kinds);
      ListLog target = copy(source, exact, random);
      Optional<OffsetRelation> claim =
          exact && random.nextBoolean() ? Optional.of(OffsetRelation.EXACT) : Optional.empty();
      PositionJudge judge = Places.judge(source, target, claim);
      int size = source.content().size();
      for (int i = 0; i < 12; i++) {
        int at = random.nextInt(size + 1);
        int shift = shift(random, at, size);
        Placed placed =
            judge.place(position(source, at, random), position(target, at + shift, random));
        String where = "seed " + seed + ", position " + at + " of " + size + ", shift " + shift;
        assertThat(placed.state()).as(where).isEqualTo(expected(shift));
        assertThat(placed.records()).as(where).isEqualTo(Math.abs(shift));
        assertThat(placed.cause()).as(where).isEmpty();
      }
    }
  }

  /** What is on the target is only the beginning: never a skip, and behind is explained. */
  @ParameterizedTest
  @ValueSource(ints = {5, 1_000})
  void shouldExplainPositionsThatTheCopyHasNotReached(int kinds) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed * 17L + kinds);
      ListLog source = source(random, 1_000);
      int size = source.content().size();
      int copied = 1 + random.nextInt(size);
      ListLog target = new ListLog(0);
      source.content().subList(0, copied).forEach(record -> target.append(record, 0));
      int at = random.nextInt(size + 1);
      long there = target.offset(Math.min(at, copied));
      Placed placed =
          Places.judge(source, target, Optional.empty()).place(source.offset(at), there);
      boolean fine = placed.state() == State.SAME || placed.cause().isPresent();
      assertThat(fine).as("seed " + seed + " " + placed).isTrue();
      assertThat(placed.state()).isNotEqualTo(State.SKIP);
    }
  }

  private static ListLog source(Random random, int kinds) {
    ListLog log = new ListLog(0);
    int size = 20 + random.nextInt(400);
    long time = 1_000_000;
    for (int i = 0; i < size; i++) {
      int kind = random.nextInt(kinds);
      time += kinds == 1 ? 0 : random.nextInt(2);
      int holes = random.nextInt(10) == 0 ? 1 + random.nextInt(5) : 0;
      log.append(ListLog.record(time, "k" + kind % 7, "v" + kind), holes);
    }
    log.holesAtEnd(random.nextInt(2));
    return log;
  }

  private static ListLog copy(ListLog source, boolean exact, Random random) {
    ListLog target = new ListLog(0);
    for (LogRecord record : source.content()) {
      int holes = random.nextInt(20) == 0 ? 1 : 0;
      target.append(record, exact ? (int) (record.offset() - target.end()) : holes);
    }
    if (exact) {
      target.holesAtEnd((int) (source.end() - target.end()));
    }
    return target;
  }

  private static int shift(Random random, int at, int size) {
    return switch (random.nextInt(5)) {
      case 0 -> at < size ? 1 : 0;
      case 1 -> at > 0 ? -1 : 0;
      case 2 -> random.nextInt(size - at + 1);
      case 3 -> -random.nextInt(at + 1);
      default -> 0;
    };
  }

  /** Anywhere between the record before and the record that is read next. */
  private static long position(ListLog log, int index, Random random) {
    long highest = log.offset(index);
    long lowest = index == 0 ? 0 : log.offset(index - 1) + 1;
    return lowest + random.nextInt((int) (highest - lowest) + 1);
  }

  private static State expected(int shift) {
    return shift == 0 ? State.SAME : shift > 0 ? State.SKIP : State.REWIND;
  }
}
