package io.strait.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.client.RouteAck;
import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.gate.Situation;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.plan.Budgets;
import io.strait.migrator.step.Facts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is accepted, what is refused and in which words. */
class CommandDeskTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void shouldRefuseACommandThatWasMeantForAnotherMoment() {
    assertThat(answer(CommandKind.COMPLETE, NOW.minusSeconds(601), new CutoverState.Soaking(NOW)))
        .satisfies(
            answer -> {
              assertThat(answer.accepted()).isFalse();
              assertThat(answer.why()).contains("more than 10 minutes ago");
            });
  }

  @Test
  void shouldNameTheGateThatRefuses() {
    CommandDesk.Answer answer = answer(CommandKind.ROLLBACK, NOW, new CutoverState.Soaking(NOW));
    assertThat(answer.accepted()).isFalse();
    assertThat(answer.why()).isEqualTo("gate LINK_HEALTHY: the link does not run in this process");
  }

  @Test
  void shouldNameTheClientThatDoesNotFollow() {
    CommandDesk.Answer answer =
        answer(CommandKind.COMPLETE, NOW, new CutoverState.Soaking(NOW), ack(4, NOW));
    assertThat(answer.why())
        .isEqualTo(
            "gate CLIENTS_FOLLOW: producer 'app-1' is at epoch 4 and has not acknowledged 5");
  }

  @Test
  void shouldNotWaitForAClientThatIsGone() {
    CommandDesk.Answer answer =
        answer(
            CommandKind.COMPLETE, NOW, new CutoverState.Soaking(NOW), ack(4, NOW.minusSeconds(13)));
    assertThat(answer.event()).contains(new CutoverEvent.CompleteAccepted("c1"));
  }

  @Test
  void shouldRefuseAnAbortWhenThereIsNothingToTakeBack() {
    assertThat(answer(CommandKind.ABORT, NOW, new CutoverState.Mirroring()).why())
        .startsWith("abort takes back a switch and none is under way; the wave is MIRRORING")
        .contains("kafka-acls --remove")
        .doesNotContain("GivenUp");
  }

  @Test
  void shouldRefuseInTheOperatorsWords() {
    CutoverState ready = new CutoverState.Ready(NOW, Frontier.NONE);
    assertThat(answer(CommandKind.COMPLETE, NOW, ready).why())
        .isEqualTo("complete needs the state SOAKING; the wave is READY; you may ask for: switch");
    assertThat(answer(CommandKind.SWITCH, NOW, new CutoverState.Soaking(NOW)).why())
        .isEqualTo(
            "switch needs the state READY; the wave is SOAKING; you may ask for: rollback,"
                + " complete");
  }

  @Test
  void shouldAcceptASecondStartAndChangeNothing() {
    for (CutoverState state :
        List.of(
            new CutoverState.Planned(),
            new CutoverState.Prepared(),
            new CutoverState.Mirroring(),
            new CutoverState.Verifying(),
            new CutoverState.Ready(NOW, Frontier.NONE))) {
      CommandDesk.Answer answer = answer(CommandKind.START, NOW, state);
      assertThat(answer.accepted()).isTrue();
      assertThat(answer.why()).startsWith("already started");
      assertThat(answer.event()).isEmpty();
    }
  }

  @Test
  void shouldReadBackItsOwnCommandsAndRefuseOthers() {
    Command command = new Command("c1", CommandKind.SWITCH, "wave-1", NOW, "alice");
    assertThat(CommandCodec.decode(CommandCodec.encode(command))).isEqualTo(command);
    String text = new String(CommandCodec.encode(command), StandardCharsets.UTF_8);
    assertThat(text)
        .isEqualTo(
            "{\"v\":1,\"id\":\"c1\",\"command\":\"switch\",\"wave\":\"wave-1\","
                + "\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"alice\"}");
    for (String wrong :
        List.of(
            text.replace("switch", "dance"),
            text.replace("\"v\":1", "\"v\":2"),
            text.replace("2026", "x"),
            "{")) {
      assertThatThrownBy(() -> CommandCodec.decode(wrong.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static RouteAck ack(long epoch, Instant at) {
    return new RouteAck("wave-1", "app-1", epoch, RouteAck.PRODUCER, at, false);
  }

  private static CommandDesk.Answer answer(
      CommandKind kind, Instant at, CutoverState state, RouteAck... acks) {
    Facts facts =
        new Facts(
            state,
            NOW,
            true,
            Set.of(),
            Optional.empty(),
            5,
            Map.of(),
            Map.of(),
            Frontier.NONE,
            List.of(),
            List.of());
    Situation situation =
        new Situation(
            NOW,
            Budgets.defaults(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            5,
            List.of(acks),
            0,
            new Verdict.Passed("all is left"));
    return CommandDesk.answer(
        new Command("c1", kind, "wave-1", at, "alice"), facts, NOW, () -> situation);
  }
}
