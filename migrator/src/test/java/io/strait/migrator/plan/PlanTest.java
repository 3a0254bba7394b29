package io.strait.migrator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.migrator.step.Steps;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan says what the runner will do; a wave that cannot be fenced is not a wave. */
class PlanTest {
  private static final Link LINK =
      new Link(
          new LinkName("east-west"),
          new ClusterAlias("east"),
          new ClusterAlias("west"),
          List.of(TopicMapping.same("flights")));

  @Test
  void shouldListTheStepsInTheRunnersOrder() {
    Plan plan = new Plan(wave("User:app"), Steps.planned(), List.of());
    assertThat(plan.steps())
        .extracting(PlannedStep::name)
        .containsExactly(
            "prepare",
            "start-link",
            "catch-up",
            "compare-live",
            "arm-writers",
            "hold",
            "fence",
            "drain",
            "prove-tail",
            "move-groups",
            "arm-reverse",
            "decide",
            "open",
            "release",
            "settle");
    assertThat(plan.text())
        .startsWith("Wave wave-1: east -> west over link east-west\n")
        .contains("FENCING", "taken back: remove the DENYs on topics that the fence raised")
        .endsWith("Nothing has been changed.\n");
  }

  @Test
  void shouldSayWhatBlocksItFirst() {
    PlanFinding warning =
        new PlanFinding(PlanFinding.Severity.WARNING, "flights", "a transaction is open");
    PlanFinding blocking =
        new PlanFinding(PlanFinding.Severity.BLOCKING, "User:app", "is a super user");
    Plan plan = new Plan(wave("User:app"), Steps.planned(), List.of(warning, blocking));
    assertThat(plan.findings()).containsExactly(blocking, warning);
    assertThat(plan.blocked()).isTrue();
    assertThat(plan.text()).endsWith("This plan is blocked.\n");
    assertThat(plan.json().path("findings").path(0).path("subject").asText()).isEqualTo("User:app");
  }

  @Test
  void shouldRefuseAWaveThatFencesEverybodyOrNobody() {
    assertThatThrownBy(() -> wave("User:*"))
        .hasMessageContaining("fencing everybody would stop the links too");
    assertThatThrownBy(() -> Wave.of("wave-1", LINK, List.of(), List.of()))
        .hasMessageContaining("names no principal");
  }

  @Test
  void shouldRefuseAWaveThatSharesItsLink() {
    assertThatThrownBy(
            () ->
                new Wave(
                    "wave-1",
                    LINK,
                    List.of("other"),
                    List.of(),
                    List.of("User:app"),
                    Budgets.defaults()))
        .hasMessageContaining("give every wave a link of its own");
  }

  private static Wave wave(String principal) {
    return Wave.of("wave-1", LINK, List.of(), List.of(principal));
  }
}
