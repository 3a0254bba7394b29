package io.strait.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.Direction;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.plan.Budgets;
import io.strait.migrator.step.StepResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a switch is given up, and when it never is. */
class ReactionTest {
  private static final Instant HELD = Instant.parse("2026-01-01T00:00:00Z");
  private static final CutoverState.Hold HOLD =
      new CutoverState.Hold(new CutoverState.Course(Direction.FORWARD, "c1"), HELD);
  private static final CutoverState.Fencing FENCING = new CutoverState.Fencing(HOLD);
  private static final CutoverState.Switching DECIDED =
      new CutoverState.Switching(new CutoverState.Seal(HOLD, Frontier.NONE), HELD);
  private static final StepResult WAITING = new StepResult.Inconclusive("a broker is silent");
  private static final StepResult REFUTED = new StepResult.Failed(List.of("the end moved"), false);

  @Test
  void shouldTryAgainWithinTheBudget() {
    assertThat(to(FENCING, WAITING, HELD.plusSeconds(60))).isEmpty();
  }

  @Test
  void shouldGiveUpWhenTheBudgetIsSpent() {
    assertThat(to(FENCING, WAITING, HELD.plusMillis(60_001)))
        .contains(
            new CutoverEvent.GivenUp(
                "writers were held for 60001 ms in state FENCING; the budget is 60000 ms; waiting"
                    + " for: a broker is silent",
                false));
  }

  @Test
  void shouldGiveUpAtOnceWhenACheckIsRefuted() {
    assertThat(to(FENCING, REFUTED, HELD))
        .contains(new CutoverEvent.GivenUp("the end moved", false));
  }

  @Test
  void shouldNeverGiveUpAfterTheDecision() {
    assertThat(to(DECIDED, REFUTED, HELD.plusSeconds(3_600))).isEmpty();
    assertThat(to(DECIDED, WAITING, HELD.plusSeconds(3_600))).isEmpty();
  }

  @Test
  void shouldHaltOnlyForADifferenceWhenNobodyIsHeld() {
    StepResult differs = new StepResult.Failed(List.of("MISSING flights-0"), true);
    assertThat(to(new CutoverState.Verifying(), differs, HELD))
        .contains(new CutoverEvent.Diverged("MISSING flights-0"));
    assertThat(to(new CutoverState.Verifying(), REFUTED, HELD)).isEmpty();
    assertThat(to(new CutoverState.Mirroring(), REFUTED, HELD)).isEmpty();
  }

  private static Optional<CutoverEvent> to(CutoverState state, StepResult result, Instant now) {
    return Reaction.to(state, result, Optional.of(HELD), now, Budgets.defaults());
  }
}
