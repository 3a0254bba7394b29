package io.strait.migrator.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.cutover.PermittedEdges.Edge;
import io.strait.migrator.cutover.Transition.Moved;
import io.strait.migrator.cutover.Transition.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Crosses every state with every event and holds the machine against the golden table. */
class CutoverMachineTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Frontier FRONTIER =
      Frontier.of(Map.of(new TopicPartition("flights", 0), 7L));

  @Test
  void shouldTakeEveryPermittedEdgeAndNoOther() {
    Set<Edge> visited = new LinkedHashSet<>();
    for (CutoverState state : states()) {
      for (CutoverEvent event : events()) {
        if (CutoverMachine.on(state, event) instanceof Moved moved) {
          visited.add(new Edge(state.label(), event.word(), moved.next().label()));
        }
      }
    }
    assertThat(visited).containsExactlyInAnyOrderElementsOf(PermittedEdges.all());
  }

  @Test
  void shouldNameStateAndLegalEventsWhenRefusing() {
    Transition answer =
        CutoverMachine.on(new CutoverState.Soaking(AT), new CutoverEvent.SwitchAccepted("c1"));
    assertThat(answer)
        .isEqualTo(
            new Refused(
                "SwitchAccepted is not possible in SOAKING; possible there: [CompleteAccepted,"
                    + " RollbackAccepted]"));
  }

  @Test
  void shouldOfferNoWayBackAfterTheDecision() {
    for (CutoverState state : states()) {
      if (state instanceof CutoverState.AfterDecision) {
        assertThat(CutoverMachine.on(state, new CutoverEvent.GivenUp("no", false)))
            .isInstanceOf(Refused.class);
        assertThat(CutoverMachine.on(state, new CutoverEvent.AttestationExpired()))
            .isInstanceOf(Refused.class);
      }
    }
  }

  @Test
  void shouldMeasureWritePauseFromOrderToHoldUntilRelease() {
    CutoverState.Switched switched =
        new CutoverState.Switching(seal(Direction.FORWARD), AT.plusMillis(400))
            .switched(AT.plusMillis(450));
    assertThat(switched.writePause()).isEqualTo(Duration.ofMillis(450));
  }

  @Test
  void shouldHaveASampleOfEveryStateAndEvent() {
    assertThat(states().stream().map(CutoverState::name).distinct())
        .containsExactlyInAnyOrder(StateName.values());
    assertThat(events().stream().map(Object::getClass).distinct())
        .hasSize(CutoverEvent.class.getPermittedSubclasses().length);
  }

  static List<CutoverState> states() {
    List<CutoverState> states =
        new ArrayList<>(
            List.of(
                new CutoverState.Planned(),
                new CutoverState.Prepared(),
                new CutoverState.Mirroring(),
                new CutoverState.Verifying(),
                new CutoverState.Ready(AT, FRONTIER),
                new CutoverState.Soaking(AT),
                new CutoverState.Completed()));
    Arrays.stream(Direction.values()).flatMap(CutoverMachineTest::passage).forEach(states::add);
    return states;
  }

  private static Stream<CutoverState> passage(Direction direction) {
    CutoverState.Seal seal = seal(direction);
    CutoverState.Hold hold = seal.hold();
    return Stream.of(
        new CutoverState.Armed(hold.course()),
        new CutoverState.Fencing(hold),
        new CutoverState.Fenced(seal),
        new CutoverState.Drained(seal),
        new CutoverState.TailProved(seal, 7),
        new CutoverState.ReverseArmed(seal),
        new CutoverState.Switching(seal, AT),
        new CutoverState.Switched(seal, AT, AT),
        new CutoverState.Aborting(hold.course(), "over budget", false),
        new CutoverState.Aborting(hold.course(), "one record missing", true),
        new CutoverState.Halted(direction, "one record missing"));
  }

  private static CutoverState.Seal seal(Direction direction) {
    return new CutoverState.Seal(
        new CutoverState.Hold(new CutoverState.Course(direction, "c1"), AT), FRONTIER);
  }

  private static List<CutoverEvent> events() {
    return List.of(
        new CutoverEvent.TargetPrepared(),
        new CutoverEvent.LinkStarted(),
        new CutoverEvent.CaughtUp(),
        new CutoverEvent.Verified(AT, FRONTIER),
        new CutoverEvent.Diverged("one record missing"),
        new CutoverEvent.AttestationExpired(),
        new CutoverEvent.SwitchAccepted("c1"),
        new CutoverEvent.RollbackAccepted("c2"),
        new CutoverEvent.CompleteAccepted("c3"),
        new CutoverEvent.ResumeAccepted(AT),
        new CutoverEvent.ClientsHeld(AT),
        new CutoverEvent.FenceProved(FRONTIER),
        new CutoverEvent.DrainedToFrontier(),
        new CutoverEvent.TailMatched(7),
        new CutoverEvent.CounterLinkArmed(),
        new CutoverEvent.Decided(AT),
        new CutoverEvent.RouteReleased(AT),
        new CutoverEvent.Settled(),
        new CutoverEvent.GivenUp("over budget", false),
        new CutoverEvent.Compensated(AT));
  }
}
