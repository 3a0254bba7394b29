package io.strait.migrator.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.Direction;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.journal.JournalCodec;
import java.util.List;

/**
 * Makes the permissions to write that were held back on the target. Before anybody is asked to
 * hold, so that it costs no write pause; safe so early, because the target's own fence stands until
 * it is opened. What a switch that is taken back has made stays: that fence stands on. For the same
 * reason the prover gets ready here.
 */
final class Arming implements Step {
  private static final int NAMED = 50;

  @Override
  public String name() {
    return "arm-writers";
  }

  @Override
  public StateName in() {
    return StateName.ARMED;
  }

  @Override
  public String does() {
    return "make the permissions to write that were held back on the target; its fence still stands";
  }

  /** A rollback goes to where the permissions come from. */
  private static boolean applies(StepContext context) {
    return context.direction() == Direction.FORWARD;
  }

  @Override
  public ObjectNode plan(StepContext context) {
    ObjectNode data = JournalCodec.data();
    List<String> held =
        applies(context) ? context.ports().grants().heldBack(context.wave().link()) : List.of();
    data.put("grants", held.size());
    ArrayNode named = data.putArray("first_grants");
    held.stream().limit(NAMED).forEach(named::add);
    return data;
  }

  @Override
  public void execute(StepContext context) {
    context.ports().prover().prepare(context.feed());
    context
        .attestations()
        .answer(
            applies(context)
                ? context.ports().grants().give(context.wave().link())
                : new Verdict.Passed("nothing is held back there"));
  }

  @Override
  public StepResult verify(StepContext context) {
    Verdict given = context.attestations().answer();
    if (given instanceof Verdict.Failed failed) {
      return new StepResult.Failed(failed.findings(), false);
    }
    return given.passed()
        ? StepResult.passed(JournalCodec.data().put("given", given.text()))
        : new StepResult.Undone(given.text());
  }
}
