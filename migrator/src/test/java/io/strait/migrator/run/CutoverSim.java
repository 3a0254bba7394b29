package io.strait.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.migrator.cutover.Direction;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.journal.InMemoryJournal;
import io.strait.migrator.journal.JournalFencedException;
import io.strait.migrator.step.Facts;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole migrations over in-memory clusters: start, switch, soak, roll back, switch, complete; the
 * runner killed at every boundary. {@code -Dseed=} repeats one.
 */
class CutoverSim {
  private static final long SEED = Long.getLong("seed", 20_260_101L);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldCompleteWithoutACrash(long seed) {
    Simulation simulation = new Simulation(SEED + seed, -1).until(StateName.COMPLETED, 3);
    assertThat(simulation.facts().switches().stream().map(Facts.Switch::direction))
        .containsExactly(Direction.FORWARD, Direction.BACK, Direction.FORWARD);
    assertThat(simulation.facts().switches())
        .allSatisfy(one -> assertThat(one.writePauseMillis()).isBetween(1L, 8_000L));
    assertThat(simulation.world.source.open()).as("the source stays fenced").isFalse();
    assertThat(simulation.world.target.open()).isTrue();
  }

  @Test
  void shouldCompleteWhereverTheRunnerIsKilled() {
    int boundaries = new Simulation(SEED, -1).until(StateName.COMPLETED, 3).boundaries();
    assertThat(boundaries).isGreaterThan(150);
    for (int at = 0; at < boundaries; at++) {
      try {
        Simulation simulation = new Simulation(SEED, at).until(StateName.COMPLETED, 3);
        assertThat(simulation.kills()).isEqualTo(1);
      } catch (AssertionError e) {
        throw new AssertionError("killed at boundary " + at + ", seed " + SEED, e);
      }
    }
  }

  @Test
  void shouldCompleteWhenKilledAgainDuringRecovery() {
    Random random = new Random(SEED);
    for (int run = 0; run < 60; run++) {
      long seed = random.nextLong();
      int at = random.nextInt(150);
      int more = random.nextInt(30);
      try {
        Simulation simulation = new Simulation(seed, at);
        while (simulation.kills() == 0) {
          simulation.tick();
        }
        simulation.secondCrashAfter(more);
        simulation.until(StateName.COMPLETED, 3);
        assertThat(simulation.kills()).isEqualTo(2);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", killed at " + at + " and " + more, e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARMED",
        "FENCING",
        "FENCED",
        "DRAINED",
        "TAIL_PROVED",
        "REVERSE_ARMED",
        "REVERSING.ARMED",
        "REVERSING.FENCING",
        "REVERSING.FENCED",
        "REVERSING.DRAINED",
        "REVERSING.TAIL_PROVED",
        "REVERSING.REVERSE_ARMED"
      })
  void shouldTakeASwitchBackInEveryStateWhereverTheRunnerIsKilled(String label) {
    Simulation whole = new Simulation(SEED, -1).abortingIn(label).until(StateName.COMPLETED, 3);
    assertThat(whole.visited()).contains(aborting(label));
    for (int at = 0; at < whole.boundaries(); at += 11) {
      try {
        new Simulation(SEED, at).abortingIn(label).until(StateName.COMPLETED, 3);
      } catch (AssertionError e) {
        throw new AssertionError("abort in " + label + ", killed at " + at, e);
      }
    }
  }

  @Test
  void shouldNeitherBeginNorSwitchWhileTheErrorBudgetRefusesWaves() {
    Simulation simulation = new Simulation(SEED, -1);
    Verdict allowed = simulation.world.budget;
    simulation.world.budget = new Verdict.Inconclusive("the budget is spent");
    ticks(simulation, 500);
    assertThat(simulation.facts().started()).isFalse();
    assertThat(simulation.facts().commands()).as("answered").isNotEmpty();

    simulation.world.budget = allowed;
    simulation.until(StateName.READY, 0);
    simulation.world.budget = new Verdict.Inconclusive("the budget is spent");
    ticks(simulation, 500);
    assertThat(simulation.visited()).doesNotContain("ARMED");

    simulation.world.budget = allowed;
    simulation.until(StateName.SOAKING, 1);
    simulation.world.budget = new Verdict.Inconclusive("the budget is spent");
    simulation.until(StateName.MIRRORING, 2);
  }

  private static void ticks(Simulation simulation, int count) {
    for (int i = 0; i < count; i++) {
      simulation.tick();
    }
  }

  @Test
  void shouldReleaseUsersWhenTheFenceCannotBeProvedWithinItsBudget() {
    Simulation simulation = new Simulation(SEED, -1).until(StateName.READY, 0);
    simulation.world.unprovable(true);
    simulation.until(StateName.ABORTING, 0);
    simulation.until(StateName.MIRRORING, 0);
    assertThat(simulation.facts().outcomes().toString()).contains("budget spent");
    simulation.world.unprovable(false);
    simulation.until(StateName.COMPLETED, 3);
  }

  @Test
  void shouldReleaseUsersWhenALiveClientDoesNotAcknowledge() {
    Simulation simulation = new Simulation(SEED, -1).until(StateName.READY, 0);
    simulation.world.producers.get(0).deaf();
    simulation.until(StateName.ABORTING, 0);
    simulation.until(StateName.MIRRORING, 0);
    assertThat(simulation.facts().outcomes().toString())
        .contains("producer 'follower-1' is at epoch");
  }

  @Test
  void shouldHaltWithUsersReleasedWhenTheTailDiffers() {
    Simulation simulation = new Simulation(SEED, -1).until(StateName.ARMED, 0);
    simulation.world.diverge(true);
    simulation.until(StateName.HALTED, 0);
    assertThat(simulation.world.source.open()).isTrue();
    assertThat(simulation.world.authority()).contains(simulation.world.source);
    assertThat(simulation.view().nextCommands()).isEqualTo(List.of(CommandKind.START));
    simulation.world.diverge(false);
    simulation.send(CommandKind.START);
    simulation.until(StateName.COMPLETED, 3);
  }

  @Test
  void shouldNotDecideWhileTheSecondCopyOfTheJournalIsAway() {
    Simulation simulation = new Simulation(SEED, -1).until(StateName.ARMED, 0);
    simulation.store.secondAway(true);
    simulation.until(StateName.ABORTING, 0);
    assertThat(simulation.visited()).contains("REVERSE_ARMED").doesNotContain("SWITCHING");
    simulation.store.secondAway(false);
    simulation.until(StateName.COMPLETED, 3);
    assertThat(simulation.store.second()).hasSameSizeAs(simulation.store.home());
  }

  @Test
  void shouldStopARunnerThatWasReplaced() {
    Simulation simulation = new Simulation(SEED, -1).until(StateName.FENCED, 0);
    CutoverRunner older = simulation.runner();
    new InMemoryJournal("wave-1", simulation.store, simulation.world.clock);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                simulation.world.clock.advance(java.time.Duration.ofMillis(10));
                older.doWork();
              }
            })
        .isInstanceOf(JournalFencedException.class);
  }

  @Test
  void shouldResumeAtFencingAndNeverLaterWhenInterruptedWhileFenced() {
    int boundaries = new Simulation(SEED, -1).until(StateName.REVERSE_ARMED, 0).boundaries();
    Simulation simulation = new Simulation(SEED, boundaries);
    while (simulation.kills() == 0) {
      simulation.tick();
    }
    simulation.tick();
    assertThat(simulation.facts().state().label()).isEqualTo("FENCING");
  }

  @Test
  void shouldNotGetReadyWhileTheLinkKnowsOnlyAPartOfTheWave() {
    Simulation simulation = new Simulation(SEED, -1).until(StateName.PREPARED, 0);
    simulation.links().hide(2);
    for (int i = 0; i < 3_000; i++) {
      simulation.tick();
    }
    assertThat(simulation.visited()).endsWith("MIRRORING").doesNotContain("VERIFYING");
    assertThat(simulation.view().problem())
        .hasValueSatisfying(text -> assertThat(text).contains("only 1 of the 3 partitions"));
    simulation.links().hide(0);
    simulation.until(StateName.READY, 0);
    assertThat(simulation.facts().verifiedTo().ends()).hasSize(3);
  }

  @Test
  void shouldTakeASwitchBackAtOnceWhenALinkNeedsAHuman() {
    Simulation simulation = new Simulation(SEED, -1).until(StateName.FENCED, 0);
    simulation.links().problem(java.util.Optional.of("NEEDS_HUMAN: topic 'flights' is refused"));
    simulation.until(StateName.ABORTING, 0);
    assertThat(
            ((io.strait.migrator.cutover.CutoverState.Aborting) simulation.facts().state())
                .reason())
        .isEqualTo("NEEDS_HUMAN: topic 'flights' is refused");
    simulation.until(StateName.MIRRORING, 0);
    for (int i = 0; i < 500; i++) {
      simulation.tick();
    }
    assertThat(simulation.view().problem()).contains("NEEDS_HUMAN: topic 'flights' is refused");
    simulation.links().problem(java.util.Optional.empty());
    simulation.until(StateName.COMPLETED, 3);
  }

  private static String aborting(String label) {
    return label.startsWith("REVERSING.") ? "REVERSING.ABORTING" : "ABORTING";
  }
}
