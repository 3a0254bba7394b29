package io.strait.ops.demo;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.CommandAnswer;
import io.strait.migrator.run.CommandKind;
import io.strait.migrator.run.MigrationView;
import io.strait.migrator.run.Migrations;
import io.strait.migrator.step.Facts;
import io.strait.ops.daemon.Daemon;
import io.strait.replicator.progress.LinkProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The operator of the demo: gives commands through the same inbox as the command line and watches
 * the daemon until they are done, keeping the live line and the measurements going.
 *
 * <p>One thread.
 */
final class Pilot implements AutoCloseable {
  /** How long any step may take before the demo counts as stuck. */
  static final Duration LONG = Duration.ofSeconds(60);

  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final Daemon daemon;
  private final Wave wave;
  private final DemoScreen screen;
  private final EngineCpu cpu;
  private final Migrations desk;
  private final Map<String, Long> bytesByEngine = new HashMap<>();
  private long bytesOfEarlierEngines;
  private Optional<DemoLoad> load = Optional.empty();

  Pilot(
      DemoClusters clusters,
      Daemon daemon,
      Wave wave,
      DemoScreen screen,
      EngineCpu cpu,
      Clock clock) {
    this.daemon = daemon;
    this.wave = wave;
    this.screen = screen;
    this.cpu = cpu;
    this.desk = DemoConfig.desk(clusters, clock);
  }

  /** Shows this load in the live line. */
  void follow(DemoLoad shown) {
    load = Optional.of(shown);
  }

  /**
   * Sends a command, as {@code strait migrate ...} does, and waits until it was heard.
   *
   * @throws DemoStuck if it is refused, with the rule
   */
  void command(CommandKind kind) {
    screen.step("strait migrate " + kind.word() + " " + wave.name());
    String id = desk.send(wave, kind, "demo");
    AtomicReference<Optional<CommandAnswer>> answer = new AtomicReference<>(Optional.empty());
    await(
        "an answer to the command " + kind.word(),
        LONG,
        () -> answer.updateAndGet(none -> desk.answer(wave, id)).isPresent());
    CommandAnswer given = answer.get().orElseThrow();
    if (!given.accepted()) {
      throw new DemoStuck("the command " + kind.word() + " was refused: " + given.why());
    }
  }

  /** Waits for a condition; throws {@link DemoStuck} after the limit. */
  void await(String what, Duration limit, BooleanSupplier reached) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new DemoStuck(
            "waited " + limit.toSeconds() + " s for: " + what + "; now: " + situation());
      }
      look();
    }
    sample();
  }

  /** Waits for a condition that would be good to have; goes on without it after the limit. */
  void settle(Duration limit, BooleanSupplier reached) {
    long until = System.nanoTime() + limit.toNanos();
    while (!reached.getAsBoolean() && System.nanoTime() < until) {
      look();
    }
  }

  /** Lets the load go on for a while. */
  void soak(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      look();
    }
  }

  boolean isAt(String... states) {
    return Stream.of(states).anyMatch(state -> state.equals(state()));
  }

  List<Facts.Switch> switches() {
    return view().map(MigrationView::switches).orElseGet(List::of);
  }

  /** Lag of whichever link runs, in records; -1 while not known. */
  long lag() {
    return running().map(LinkProgress::lag).orElse(-1L);
  }

  long delayMillis() {
    return running().map(LinkProgress::maxDelayMillis).orElse(-1L);
  }

  /** Bytes of batches copied by all engines of the run. */
  long bytesCopied() {
    return bytesOfEarlierEngines + bytesByEngine.values().stream().mapToLong(Long::longValue).sum();
  }

  private void look() {
    sample();
    screen.live(situation());
    LockSupport.parkNanos(LOOK_NANOS);
  }

  private void sample() {
    cpu.sample();
    for (LinkProgress progress : daemon.status().links()) {
      String name = progress.link().name().value();
      long now = progress.bytesCopied();
      long before = bytesByEngine.getOrDefault(name, 0L);
      if (now < before) {
        bytesOfEarlierEngines += before;
      }
      bytesByEngine.put(name, now);
    }
  }

  private String situation() {
    String applications =
        load.map(
                shown ->
                    String.format(
                        Locale.ROOT,
                        "written %,d  read %,d  ",
                        shown.acknowledged(),
                        shown.consumed()))
            .orElse("");
    String link =
        running()
            .map(
                progress ->
                    String.format(
                        Locale.ROOT,
                        "%s lag %,d delay %d ms  ",
                        progress.link().name(),
                        progress.lag(),
                        progress.maxDelayMillis()))
            .orElse("");
    String problem =
        view().flatMap(MigrationView::problem).map(text -> " (" + text + ")").orElse("");
    return applications + link + state() + problem;
  }

  private Optional<LinkProgress> running() {
    return daemon.progress(wave.link()).or(() -> daemon.progress(wave.link().reversed()));
  }

  private Optional<MigrationView> view() {
    return daemon.migration(wave.name());
  }

  private String state() {
    return view().map(MigrationView::state).orElse("-");
  }

  @Override
  public void close() {
    desk.close();
  }
}
