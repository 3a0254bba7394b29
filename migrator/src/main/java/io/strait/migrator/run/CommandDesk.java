package io.strait.migrator.run;

import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.CutoverMachine;
import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.Transition;
import io.strait.migrator.gate.Gate;
import io.strait.migrator.gate.GateResult;
import io.strait.migrator.gate.Situation;
import io.strait.migrator.step.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides whether a command is accepted. Pure, but for reading the situation when gates ask. */
final class CommandDesk {
  /** A command older than this was meant for another moment and is refused. */
  static final Duration STALE_AFTER = Duration.ofMinutes(10);

  private CommandDesk() {}

  /**
   * The answer.
   *
   * @param accepted whether it will be followed
   * @param why what was refused and by which rule, or a short confirmation
   * @param event what it means for the state; empty if nothing moves
   */
  record Answer(boolean accepted, String why, Optional<CutoverEvent> event) {}

  static Answer answer(Command command, Facts facts, Instant now, Supplier<Situation> situation) {
    if (command.at().plus(STALE_AFTER).isBefore(now)) {
      return refused(
          "given at "
              + command.at()
              + ", more than "
              + STALE_AFTER.toMinutes()
              + " minutes ago; give it again if you still mean it");
    }
    return switch (command.kind()) {
      case START -> start(facts, now);
      case SWITCH ->
          gated(facts, new CutoverEvent.SwitchAccepted(command.id()), Gate.FOR_SWITCH, situation);
      case ROLLBACK ->
          gated(
              facts, new CutoverEvent.RollbackAccepted(command.id()), Gate.FOR_ROLLBACK, situation);
      case COMPLETE ->
          gated(
              facts, new CutoverEvent.CompleteAccepted(command.id()), Gate.FOR_COMPLETE, situation);
      case ABORT -> moving(facts, new CutoverEvent.GivenUp("asked for by " + command.by(), false));
    };
  }

  private static Answer start(Facts facts, Instant now) {
    if (facts.state() instanceof CutoverState.Planned) {
      return facts.started()
          ? refused("it has been started already")
          : new Answer(true, "started", Optional.empty());
    }
    return moving(facts, new CutoverEvent.ResumeAccepted(now));
  }

  private static Answer gated(
      Facts facts, CutoverEvent event, List<Gate> gates, Supplier<Situation> situation) {
    Answer answer = moving(facts, event);
    if (!answer.accepted()) {
      return answer;
    }
    for (GateResult result : GateResult.all(gates, situation.get())) {
      if (!result.verdict().passed()) {
        return refused("gate " + result.gate() + ": " + result.verdict().text());
      }
    }
    return answer;
  }

  private static Answer moving(Facts facts, CutoverEvent event) {
    Transition transition = CutoverMachine.on(facts.state(), event);
    return transition instanceof Transition.Refused no
        ? refused(no.why())
        : new Answer(true, "accepted", Optional.of(event));
  }

  private static Answer refused(String why) {
    return new Answer(false, why, Optional.empty());
  }
}
