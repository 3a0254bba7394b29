package io.strait.migrator.step;

import io.strait.migrator.cutover.StateName;
import io.strait.migrator.plan.PlannedStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The one ordered list of steps. */
public final class Steps {
  private static final List<Step> ALL =
      List.of(
          new Mirroring.Prepare(),
          new Mirroring.StartLink(),
          new Mirroring.CatchUp(),
          new Mirroring.CompareLive(),
          new Arming(),
          new Holding.HoldClients(),
          new Holding.Fence(),
          new Proving.Drain(),
          new Proving.ProveTail(),
          new Moving.MoveGroups(),
          new Moving.ArmCounterLink(),
          new Proving.Decide(),
          new Moving.OpenTarget(),
          new Moving.ReleaseRoute(),
          new Moving.Settle());

  private Steps() {}

  /**
   * All steps, in order; a rollback runs those from {@code arm-writers} on in the other direction.
   */
  public static List<Step> all() {
    return ALL;
  }

  /**
   * The steps to run in a state, in order. In ABORTING these are the compensations of all steps in
   * reverse order: each is idempotent, so it does not matter how far the switch had come.
   */
  public static List<Step> in(StateName state) {
    if (state != StateName.ABORTING) {
      return ALL.stream().filter(step -> step.in() == state).toList();
    }
    List<Step> compensations = new ArrayList<>();
    ALL.stream().map(Step::compensation).flatMap(Optional::stream).forEach(compensations::add);
    Collections.reverse(compensations);
    return compensations;
  }

  /** The list as the operator reads it. */
  public static List<PlannedStep> planned() {
    return ALL.stream()
        .map(
            step ->
                new PlannedStep(
                    step.name(),
                    step.in().name(),
                    step.does(),
                    step.compensation().map(Step::does).orElse("")))
        .toList();
  }
}
