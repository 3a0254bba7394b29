package io.strait.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.ops.demo.Judgement.Reading;
import io.strait.ops.demo.Seen.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private final List<Seen> log = log(20);
  private final Set<Message> promised = new HashSet<>(log.stream().map(Seen::message).toList());

  @Test
  void shouldBeCleanWhenLogHoldsWhatWasPromisedInOrder() {
    assertThat(Judgement.ofLog(promised, log)).isEqualTo(new Judgement(0, 0, 0));
  }

  @Test
  void shouldCountMissingWhenPromisedMessageIsNotInLog() {
    log.remove(7);
    assertThat(Judgement.ofLog(promised, log)).isEqualTo(new Judgement(1, 0, 0));
  }

  @Test
  void shouldCountDuplicateWhenMessageStandsTwice() {
    log.add(new Seen(0, 99, "ORD", log.get(3).message()));
    assertThat(Judgement.ofLog(promised, log)).isEqualTo(new Judgement(0, 1, 0));
  }

  @Test
  void shouldCountReorderedWhenTwoMessagesAreSwapped() {
    Collections.swap(log, 4, 6);
    assertThat(Judgement.ofLog(promised, log).reordered()).isPositive();
    assertThat(Judgement.ofLog(promised, log).missing()).isZero();
  }

  @Test
  void shouldCountShiftWhenMessageStandsAtAnotherOffset() {
    List<Seen> other = new ArrayList<>(log);
    Seen moved = other.get(5);
    other.set(5, new Seen(moved.partition(), 1000, moved.key(), moved.message()));
    assertThat(Judgement.offsetShifts(log, other)).isEqualTo(1);
    assertThat(Judgement.offsetShifts(log, log)).isZero();
  }

  @Test
  void shouldCountRereadAndSkippedApart() {
    List<Seen> delivered = new ArrayList<>(log);
    delivered.remove(10);
    delivered.add(5, delivered.get(3));
    assertThat(Reading.of(log, delivered)).isEqualTo(new Reading(1, 1, 0));
  }

  @Test
  void shouldCountReorderedWhenDeliveredLate() {
    List<Seen> delivered = new ArrayList<>(log);
    delivered.add(delivered.remove(2));
    assertThat(Reading.of(log, delivered)).isEqualTo(new Reading(0, 0, 1));
  }

  private static List<Seen> log(int size) {
    List<Seen> records = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      records.add(new Seen(0, i, "ORD", new Message(0, i)));
    }
    return records;
  }
}
