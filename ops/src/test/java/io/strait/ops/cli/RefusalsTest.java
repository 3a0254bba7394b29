package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.run.CommandKind;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  @Test
  void shouldNameStateAndNextCommandWhenTheStateDoesNotAllowTheCommand() {
    String text =
        Refusals.text(
            "first",
            CommandKind.COMPLETE,
            "READY",
            "complete-accepted is not possible in READY; possible there: switch-accepted");

    assertThat(text)
        .isEqualTo(
            "complete needs the state SOAKING; wave 'first' is READY; next: strait migrate switch");
  }

  @Test
  void shouldUnderstandTheStatesOfTheWayBack() {
    String text =
        Refusals.text(
            "first",
            CommandKind.SWITCH,
            "REVERSING.FENCED",
            "x is not possible in REVERSING.FENCED");

    assertThat(text).contains("is REVERSING.FENCED", "strait migrate abort");
  }

  @Test
  void shouldKeepTheRunnersWordsWhenAGateRefuses() {
    assertThat(Refusals.text("first", CommandKind.SWITCH, "READY", "gate LAG: too far behind"))
        .isEqualTo("gate LAG: too far behind");
  }
}
