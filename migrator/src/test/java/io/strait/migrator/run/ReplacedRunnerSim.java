package io.strait.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.cutover.StateName;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.journal.EntryKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a runner that was replaced in the middle of raising a fence may still do to the others. */
class ReplacedRunnerSim {
  private static final long SEED = 20_260_101L;
  private static final Deny WRITE = Deny.write(InMemoryCluster.TOPIC, InMemoryCluster.PRINCIPAL);
  private static final Deny READ = Deny.read(InMemoryCluster.GROUP, InMemoryCluster.PRINCIPAL);

  @Test
  void shouldLetUsersInAgainWhenALateRaiseShutsThemOutAtRest() {
    Simulation simulation =
        new Simulation(SEED, -1).abortingIn("REVERSE_ARMED").until(StateName.ABORTING, 0);
    simulation.until(StateName.READY, 0);
    simulation.world.source.denies.add(WRITE);
    simulation.world.source.denies.add(READ);
    pass(simulation, Duration.ofSeconds(6));
    assertThat(simulation.world.source.denies).doesNotContain(WRITE, READ);
    assertThat(simulation.store.home())
        .filteredOn(entry -> entry.kind() == EntryKind.NOTE)
        .anyMatch(entry -> entry.data().path("note").asText().contains("lifted again"));
    simulation.until(StateName.COMPLETED, 3);
  }

  @Test
  void shouldNotOpenTheAuthorityWhileAForeignDenyKeepsItsWritersOut() {
    Simulation simulation = new Simulation(SEED, -1);
    simulation.world.foreign.add(WRITE);
    simulation.world.target.denies.add(WRITE);
    simulation.until(StateName.SWITCHING, 0);
    for (int i = 0; i < 500; i++) {
      simulation.tick();
    }
    assertThat(simulation.facts().state().name()).isEqualTo(StateName.SWITCHING);
    assertThat(simulation.view().problem().orElseThrow())
        .contains("did not create")
        .contains(WRITE.toString());
    simulation.world.target.denies.remove(WRITE);
    simulation.world.foreign.clear();
    simulation.until(StateName.SOAKING, 1);
  }

  @Test
  void shouldRefuseToCompleteWhileTheOldSideIsOpen() {
    Simulation simulation = new Simulation(SEED, -1).until(StateName.SWITCHED, 3);
    simulation.world.source.denies.remove(WRITE);
    while (simulation.facts().state().name() != StateName.SOAKING) {
      simulation.runner().doWork();
    }
    simulation.send(CommandKind.COMPLETE);
    pass(simulation, Duration.ofSeconds(6));
    assertThat(simulation.facts().state().name()).isEqualTo(StateName.SOAKING);
    assertThat(simulation.view().problem().orElseThrow()).contains("the fence on east is gone");
    simulation.world.source.denies.add(WRITE);
    simulation.until(StateName.COMPLETED, 3);
  }

  /** The runner works, nobody else moves, nothing is checked. */
  private static void pass(Simulation simulation, Duration time) {
    for (int i = 0; i < time.toMillis() / 100; i++) {
      simulation.world.clock.advance(Duration.ofMillis(100));
      simulation.runner().doWork();
    }
  }
}
