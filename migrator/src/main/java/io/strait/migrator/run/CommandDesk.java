package io.strait.migrator.run;

import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.CutoverMachine;
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
import java.util.stream.Collectors;

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
          gated(
              facts,
              command.kind(),
              new CutoverEvent.SwitchAccepted(command.id()),
              Gate.FOR_SWITCH,
              situation);
      case ROLLBACK ->
          gated(
              facts,
              command.kind(),
              new CutoverEvent.RollbackAccepted(command.id()),
              Gate.FOR_ROLLBACK,
              situation);
      case COMPLETE ->
          gated(
              facts,
              command.kind(),
              new CutoverEvent.CompleteAccepted(command.id()),
              Gate.FOR_COMPLETE,
              situation);
      case ABORT -> abort(facts, command);
    };
  }

  private static Answer start(Facts facts, Instant now) {
    return switch (facts.state().name()) {
      case PLANNED ->
          new Answer(true, facts.started() ? "already started" : "started", Optional.empty());
      case PREPARED, MIRRORING, VERIFYING, READY ->
          new Answer(
              true, "already started; the wave is " + facts.state().label(), Optional.empty());
      case HALTED -> moving(facts, CommandKind.START, new CutoverEvent.ResumeAccepted(now));
      case ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED, REVERSE_ARMED ->
          unfit(facts, CommandKind.START);
      case SWITCHING, SWITCHED, SOAKING, COMPLETED, ABORTING -> unfit(facts, CommandKind.START);
    };
  }

  private static Answer abort(Facts facts, Command command) {
    return switch (facts.state().name()) {
      case PREPARED, MIRRORING, VERIFYING, READY -> refused(notUnderWay(facts));
      case PLANNED, ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED, REVERSE_ARMED ->
          moving(
              facts,
              CommandKind.ABORT,
              new CutoverEvent.GivenUp("asked for by " + command.by(), false));
      case SWITCHING, SWITCHED, SOAKING, COMPLETED, ABORTING, HALTED ->
          unfit(facts, CommandKind.ABORT);
    };
  }

  /**
   * Before a switch nobody is held: what a wave that is given up leaves behind, and the way out.
   */
  private static String notUnderWay(Facts facts) {
    String left =
        facts.writeDenials().values().stream()
            .flatMap(plan -> plan.raised().stream().map(deny -> deny + " on " + plan.cluster()))
            .sorted()
            .collect(Collectors.joining(", "));
    return "abort takes back a switch and none is under way; the wave is "
        + facts.state().label()
        + " and the applications are not held. To give the migration up, take the wave out of the"
        + " configuration and restart every daemon (that stops the link), then remove with"
        + " kafka-acls --remove what stays: the DENYs "
        + (left.isEmpty() ? "(none)" : left)
        + "; the mirror topics and the route, which names the source, may stay";
  }

  private static Answer gated(
      Facts facts,
      CommandKind kind,
      CutoverEvent event,
      List<Gate> gates,
      Supplier<Situation> situation) {
    Answer answer = moving(facts, kind, event);
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

  private static Answer moving(Facts facts, CommandKind kind, CutoverEvent event) {
    Transition transition = CutoverMachine.on(facts.state(), event);
    return transition instanceof Transition.Refused
        ? unfit(facts, kind)
        : new Answer(true, "accepted", Optional.of(event));
  }

  private static Answer unfit(Facts facts, CommandKind kind) {
    String next =
        NextCommands.in(facts).stream().map(CommandKind::word).collect(Collectors.joining(", "));
    return refused(
        kind.word()
            + " needs the state "
            + needs(kind)
            + "; the wave is "
            + facts.state().label()
            + "; you may ask for: "
            + (next.isEmpty() ? "nothing now, see what the wave waits for" : next));
  }

  private static String needs(CommandKind kind) {
    return switch (kind) {
      case START -> "PLANNED or HALTED";
      case SWITCH -> "READY";
      case ROLLBACK, COMPLETE -> "SOAKING";
      case ABORT -> "ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED or REVERSE_ARMED";
    };
  }

  private static Answer refused(String why) {
    return new Answer(false, why, Optional.empty());
  }
}
