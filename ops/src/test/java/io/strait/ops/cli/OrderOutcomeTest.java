package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.cutover.StateName;
import io.strait.migrator.run.CommandKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderOutcomeTest {

  @ParameterizedTest
  @CsvSource({
    "START,    '',                                   UNDER_WAY",
    "START,    'PREPARED MIRRORING VERIFYING',       UNDER_WAY",
    "START,    'PREPARED MIRRORING VERIFYING READY', REACHED",
    "START,    'MIRRORING VERIFYING HALTED',         MISSED",
    "SWITCH,   'ARMED FENCING FENCED',               UNDER_WAY",
    "SWITCH,   'ARMED FENCING FENCED DRAINED TAIL_PROVED REVERSE_ARMED SWITCHING SWITCHED SOAKING', REACHED",
    "SWITCH,   'ARMED ABORTING',                     UNDER_WAY",
    "SWITCH,   'ARMED ABORTING MIRRORING',           MISSED",
    "ROLLBACK, 'ARMED FENCING SWITCHED',             UNDER_WAY",
    "ROLLBACK, 'REVERSING.ARMED REVERSING.SWITCHED MIRRORING', REACHED",
    "ROLLBACK, 'ARMED ABORTING SOAKING',             MISSED",
    "COMPLETE, '',                                   UNDER_WAY",
    "COMPLETE, 'COMPLETED',                          REACHED",
    "ABORT,    'ABORTING',                           UNDER_WAY",
    "ABORT,    'ABORTING MIRRORING',                 REACHED",
  })
  void shouldJudgeACommandByTheStatesThatFollowedIt(
      CommandKind kind, String states, OrderOutcome outcome) {
    List<StateName> entered =
        Arrays.stream(states.split(" "))
            .filter(word -> !word.isEmpty())
            .map(OrderOutcome::name)
            .toList();

    assertThat(OrderOutcome.of(kind, entered)).isEqualTo(outcome);
  }
}
