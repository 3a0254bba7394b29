package io.strait.validator.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.groups.Placed.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PositionJudgeTest {
  private static final Optional<OffsetRelation> EXACT = Optional.of(OffsetRelation.EXACT);
  private static final Optional<OffsetRelation> ORDER = Optional.empty();

  @Test
  void shouldNameTheFirstRecordThatIsNeverRead() {
    ListLog log = log(0, 100);
    Placed placed = Places.judge(log, log, EXACT).place(40, 41);
    assertThat(placed.state()).isEqualTo(State.SKIP);
    assertThat(placed.amount()).isEqualTo("1 record");
    assertThat(placed.evidence()).contains("offset 40").contains("key 'k40'");
  }

  @Test
  void shouldGoByContentWhenTheClaimIsContradicted() {
    ListLog source = log(500, 300);
    ListLog target = moved(source, -500);
    PositionJudge judge = Places.judge(source, target, EXACT);
    assertThat(judge.place(600, 100).state()).isEqualTo(State.SAME);
    assertThat(judge.place(600, 103).records()).isEqualTo(3);
    assertThat(judge.place(600, 103).state()).isEqualTo(State.SKIP);
  }

  @Test
  void shouldFindAFarImageWhenTheTargetIsReWoundByThousands() {
    ListLog source = log(0, 40_000);
    ListLog target = moved(source, 12_345);
    Placed placed = Places.judge(source, target, ORDER).place(35_000, 12_345 + 30_000);
    assertThat(placed.state()).isEqualTo(State.REWIND);
    assertThat(placed.records()).isEqualTo(5_000);
  }

  @Test
  void shouldExplainASkipWhenTheTargetsLogBeginsAboveTheImage() {
    ListLog source = log(0, 200);
    ListLog target = moved(source, 0).startAt(150);
    for (Optional<OffsetRelation> claim : java.util.List.of(EXACT, ORDER)) {
      Placed placed = Places.judge(source, target, claim).place(100, 150);
      assertThat(placed.state()).isEqualTo(State.SKIP);
      assertThat(placed.cause().orElseThrow()).contains("starts at 150");
      assertThat(Places.judge(source, target, claim).place(100, 152).cause()).isEmpty();
    }
  }

  @Test
  void shouldNotExplainASkipWhenTheCopyBeganLate() {
    ListLog source = log(0, 200);
    ListLog target = new ListLog(0);
    source.content().subList(150, 200).forEach(record -> target.append(record, 0));
    Placed placed = Places.judge(source, target, ORDER).place(20, 0);
    assertThat(placed.state()).isEqualTo(State.SKIP);
    assertThat(placed.cause()).isEmpty();
  }

  @Test
  void shouldExplainADifferenceWhenTheSourcesPositionIsBelowItsLogStart() {
    ListLog source = log(0, 200).startAt(50);
    ListLog target = moved(log(0, 200), 0);
    assertThat(Places.judge(source, target, EXACT).place(10, 10).state()).isEqualTo(State.SAME);
    assertThat(Places.judge(source, target, EXACT).place(10, 50).state()).isEqualTo(State.SAME);
    assertThat(Places.judge(source, target, EXACT).place(10, 5).cause()).isPresent();
  }

  @Test
  void shouldTellAPositionBeyondTheEndOfTheTarget() {
    ListLog log = log(0, 100);
    Placed placed = Places.judge(log, log, EXACT).place(100, 105);
    assertThat(placed.state()).isEqualTo(State.SKIP);
    assertThat(placed.evidence()).contains("beyond the target's end 100");
  }

  @Test
  void shouldAcceptTheNextRecordWhenCleanersLeftDifferentHoles() {
    ListLog source = log(0, 200);
    ListLog target = moved(source, 0);
    source.content().removeIf(record -> record.offset() >= 95 && record.offset() < 104);
    target.content().removeIf(record -> record.offset() >= 90 && record.offset() < 100);
    for (Optional<OffsetRelation> claim : java.util.List.of(EXACT, ORDER)) {
      PositionJudge judge = Places.judge(source, target, claim, true);
      assertThat(judge.place(97, 100).state()).isEqualTo(State.SAME);
      assertThat(judge.place(97, 97).state()).isEqualTo(State.SAME);
      assertThat(judge.place(97, 110).state()).isEqualTo(State.SKIP);
      assertThat(judge.place(97, 60).state()).isEqualTo(State.REWIND);
    }
  }

  @Test
  void shouldPlaceByWhatFollowsWhenARecordBeforeIsMissing() {
    ListLog source = log(0, 200);
    ListLog target = new ListLog(0);
    source.content().stream()
        .filter(record -> record.offset() != 98)
        .forEach(record -> target.append(record, 0));
    PositionJudge judge = Places.judge(source, target, ORDER);
    assertThat(judge.place(100, 99).state()).isEqualTo(State.SAME);
    assertThat(judge.place(100, 100).state()).isEqualTo(State.SKIP);
  }

  @Test
  void shouldSayThatItCannotTellWhenNothingFits() {
    ListLog source = log(0, 100);
    ListLog target = new ListLog(0);
    for (int i = 0; i < 100; i++) {
      target.append(ListLog.record(5, "other" + i, "x" + i), 0);
    }
    assertThat(Places.judge(source, target, ORDER).place(50, 50).state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void shouldReadLittleWhenManyGroupsStandAtTheSamePlace() {
    ListLog source = log(0, 1_000);
    ListLog target = moved(source, 0);
    PositionJudge judge = Places.judge(source, target, ORDER);
    for (int i = 0; i < 5_000; i++) {
      assertThat(judge.place(700, 700).state()).isEqualTo(State.SAME);
    }
    assertThat(source.reads() + target.reads()).isLessThan(10);
  }

  private static ListLog log(long start, int count) {
    ListLog log = new ListLog(start);
    for (int i = 0; i < count; i++) {
      log.append(ListLog.record(1_000 + i, "k" + (start + i), "v" + i % 3), 0);
    }
    return log;
  }

  private static ListLog moved(ListLog log, long distance) {
    ListLog copy = new ListLog(log.bounds().start() + distance);
    for (LogRecord record : log.content()) {
      copy.append(record, 0);
    }
    return copy;
  }
}
