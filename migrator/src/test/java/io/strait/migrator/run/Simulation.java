package io.strait.migrator.run;

import io.strait.migrator.cutover.StateName;
import io.strait.migrator.journal.Draft;
import io.strait.migrator.journal.InMemoryJournal;
import io.strait.migrator.journal.Journal;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.plan.Budgets;
import io.strait.migrator.plan.Plan;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.Facts;
import io.strait.migrator.step.Steps;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One seeded run of a whole migration with an operator and, if wanted, a crash. */
final class Simulation {
  private static final int LONGEST = 30_000;

  final World world;
  final InMemoryJournal.Store store = new InMemoryJournal.Store();
  private final Crash crash;
  private final Invariants invariants;
  private final List<String> visited = new ArrayList<>();
  private Optional<String> abortIn = Optional.empty();
  private InMemoryLinks links;
  private CutoverRunner runner;
  private int commandsSent;
  private int kills;

  Simulation(long seed, int crashAt) {
    this.crash = new Crash(crashAt);
    this.world = new World(wave(), 3, seed);
    this.invariants = new Invariants(world);
  }

  static Wave wave() {
    Link link =
        new Link(
            new LinkName("east-west"),
            new ClusterAlias("east"),
            new ClusterAlias("west"),
            List.of(TopicMapping.same(InMemoryCluster.TOPIC)));
    Budgets budgets =
        new Budgets(
            Duration.ofSeconds(3),
            Duration.ofSeconds(8),
            50,
            Duration.ofMinutes(10),
            Duration.ofSeconds(12));
    return new Wave(
        "wave-1",
        link,
        List.of(InMemoryCluster.TOPIC),
        List.of(InMemoryCluster.GROUP),
        List.of(InMemoryCluster.PRINCIPAL),
        budgets);
  }

  /** Gives one abort when the migration is first seen in this state. */
  Simulation abortingIn(String label) {
    abortIn = Optional.of(label);
    return this;
  }

  /** Kills once more, this many boundaries after the first crash. */
  void secondCrashAfter(int boundaries) {
    crash.again(boundaries);
  }

  int boundaries() {
    return crash.passed();
  }

  int kills() {
    return kills;
  }

  List<String> visited() {
    return visited;
  }

  Facts facts() {
    return runner.facts();
  }

  MigrationView view() {
    return runner.view();
  }

  InMemoryLinks links() {
    return links;
  }

  CutoverRunner runner() {
    return runner;
  }

  /** Runs until the migration is in this state for the given number of switches. */
  Simulation until(StateName state, int switches) {
    for (int i = 0; i < LONGEST; i++) {
      boolean there =
          runner != null
              && facts().state().name() == state
              && facts().switches().size() == switches;
      if (there) {
        return this;
      }
      tick();
    }
    throw new AssertionError(
        "not in " + state + " after " + LONGEST + " ticks; visited " + visited + " " + view());
  }

  /** Time passes; the runner works once; everything is checked. */
  void tick() {
    if (runner == null) {
      boot();
      return;
    }
    world.step(links);
    int work;
    try {
      work = runner.doWork();
    } catch (Crash.Killed killed) {
      die();
      return;
    }
    note(facts().state().label());
    if (work > 0 || world.clock.millis() % 16 == 0) {
      invariants.check(facts(), store.home());
    }
    operate();
  }

  private void boot() {
    links = new InMemoryLinks(world.clusters(), crash, world.clock);
    try {
      runner =
          new CutoverRunner(
              world.wave,
              new KillableJournal(new InMemoryJournal("wave-1", store, world.clock), crash),
              this::inbox,
              new InMemoryPorts(world, crash).ports(links),
              () -> new Plan(world.wave, Steps.planned(), List.of()),
              world.clock);
    } catch (Crash.Killed killed) {
      die();
    }
  }

  private List<Command> inbox() {
    return List.copyOf(world.commands);
  }

  private void die() {
    kills++;
    runner = null;
    links.died();
  }

  private void note(String label) {
    if (visited.isEmpty() || !visited.get(visited.size() - 1).equals(label)) {
      visited.add(label);
    }
  }

  /** The operator: start, switch, roll back, switch, complete; and an abort where one is wanted. */
  private void operate() {
    String label = facts().state().label();
    if (abortIn.filter(label::equals).isPresent()) {
      abortIn = Optional.empty();
      send(CommandKind.ABORT);
      return;
    }
    boolean answered = facts().commands().size() >= world.commands.size();
    if (!answered) {
      return;
    }
    int switches = facts().switches().size();
    switch (facts().state().name()) {
      case PLANNED -> {
        if (!facts().started()) {
          send(CommandKind.START);
        }
      }
      case READY -> send(CommandKind.SWITCH);
      case SOAKING -> send(switches == 1 ? CommandKind.ROLLBACK : CommandKind.COMPLETE);
      case PREPARED, MIRRORING, VERIFYING, ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED -> {}
      case REVERSE_ARMED, SWITCHING, SWITCHED, COMPLETED, ABORTING, HALTED -> {}
    }
  }

  void send(CommandKind kind) {
    world.commands.add(
        new Command("c" + commandsSent++, kind, "wave-1", world.clock.instant(), "operator"));
  }

  private record KillableJournal(Journal journal, Crash crash) implements Journal {
    @Override
    public String migration() {
      return journal.migration();
    }

    @Override
    public long epoch() {
      return journal.epoch();
    }

    @Override
    public List<JournalEntry> entries() {
      return journal.entries();
    }

    @Override
    public List<JournalEntry> append(List<Draft> drafts) {
      String what = drafts.get(0).kind() + " " + drafts.get(0).step();
      crash.boundary("before journaling " + what);
      List<JournalEntry> appended = journal.append(drafts);
      crash.boundary("after journaling " + what);
      return appended;
    }

    @Override
    public long secondCopyLag() {
      return journal.secondCopyLag();
    }

    @Override
    public boolean awaitSecondCopy(Duration deadline) {
      return journal.awaitSecondCopy(deadline);
    }

    @Override
    public void close() {
      journal.close();
    }
  }
}
