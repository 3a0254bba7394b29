package io.strait.ops.demo;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.CommandKind;
import io.strait.ops.daemon.Daemon;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.Principals;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.records.LinkScan;
import io.strait.validator.records.ScanReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The script of the demo: mirror, cut over, roll back, cut over again, complete, judge.
 *
 * <p>One thread; throws {@link DemoStuck} when a step is not reached in time.
 */
final class Demo {
  static final Link LINK =
      new Link(
          new LinkName("east-to-west"),
          new ClusterAlias(DemoClusters.EAST),
          new ClusterAlias(DemoClusters.WEST),
          List.of(TopicMapping.same(DemoClusters.TOPIC)));
  static final Wave MOVED =
      Wave.of(
          DemoClusters.WAVE, LINK, List.of(DemoClusters.GROUP), List.of("User:" + Principals.APP));

  private static final Duration CALM = Duration.ofSeconds(10);

  private final Options options;
  private final DemoScreen screen;
  private final Clock clock;
  private final EngineCpu cpu = new EngineCpu("strait-pump-");
  private final List<DemoReport.Switch> switches = new ArrayList<>();

  /**
   * How large a demo.
   *
   * @param directory where the clusters keep their data; deleted afterwards
   * @param pace of each of the two producers
   * @param soak how long the load goes on between two steps
   */
  record Options(Path directory, FlightsProducer.Pace pace, Duration soak) {}

  Demo(Options options, DemoScreen screen, Clock clock) {
    this.options = options;
    this.screen = screen;
    this.clock = clock;
  }

  /** Runs it all and judges. */
  DemoReport run() {
    long started = System.nanoTime();
    Flights flights = Flights.load();
    try (OptionalRegistries registries = OptionalRegistries.begin(options.directory());
        DemoClusters clusters = DemoClusters.start(options.directory())) {
      screen.step(
          String.format(
              Locale.ROOT,
              "two secured Kafka clusters are up: east %s, west %s",
              clusters.east().bootstrap(),
              clusters.west().bootstrap()));
      registries.await(screen);
      try (Daemon daemon =
              new Daemon(
                  DemoConfig.of(clusters, MOVED, registries.both()),
                  EngineOptions.defaults(),
                  clock);
          Pilot pilot = new Pilot(clusters, daemon, MOVED, screen, cpu, clock);
          DemoLoad load = new DemoLoad(clusters, options.pace())) {
        pilot.follow(load);
        Optional<AvroPart> avro =
            registries.both().map(both -> AvroPart.start(clusters, both, flights));
        daemon.start();
        DelayProbe probe = move(clusters, pilot, load, flights, avro);
        return new Verdicts(clusters, load, screen, avro)
            .report(
                scan(clusters),
                new Verdicts.Measured(
                    switches,
                    probe.millis(),
                    cpu.seconds(),
                    pilot.bytesCopied(),
                    Duration.ofNanos(System.nanoTime() - started)));
      }
    }
  }

  private DelayProbe move(
      DemoClusters clusters, Pilot pilot, DemoLoad load, Flights flights, Optional<AvroPart> avro) {
    pilot.command(CommandKind.START);
    pilot.await(
        "the route is published", Pilot.LONG, () -> pilot.isAt("MIRRORING", "VERIFYING", "READY"));
    load.start(flights);
    pilot.await("a first backlog is written", Pilot.LONG, load::isSteady);
    screen.step("live load on east: 2 producers, 1 consumer group of 2, 8 partitions");
    pilot.await("the link has caught up", Pilot.LONG, () -> pilot.lag() >= 0 && pilot.lag() < 2000);
    screen.step(
        String.format(
            Locale.ROOT,
            "link east -> west follows the load: lag %,d records, delay %d ms",
            pilot.lag(),
            pilot.delayMillis()));
    // The delay is measured in the steady state, not while everybody still reads the backlog.
    pilot.settle(CALM, () -> pilot.lag() < 200 && load.acknowledged() - load.consumed() < 400);
    try (Cluster west = clusters.open(DemoClusters.WEST, Principals.ADMIN)) {
      DelayProbe probe = new DelayProbe(west, DemoClusters.TOPIC, clock);
      Thread measuring = new Thread(probe, "demo-delay-probe");
      measuring.start();
      pilot.await("both sides compare equal while live", Pilot.LONG, () -> pilot.isAt("READY"));
      screen.step("validated while live: both sides equal up to the mirrored frontier");
      pilot.soak(options.soak());
      probe.stop();
      join(measuring);
      cutOver(pilot, load);
      avro.ifPresent(
          part ->
              screen.step(
                  "the Avro application gets a new release; its new schema has id "
                      + part.release()
                      + " on east"));
      pilot.soak(options.soak());
      rollBack(pilot, load);
      pilot.await("the copy is verified again", Pilot.LONG, () -> pilot.isAt("READY"));
      pilot.soak(options.soak());
      cutOver(pilot, load);
      pilot.soak(options.soak());
      avro.ifPresent(part -> settle(part, pilot));
      finish(pilot, load);
      return probe;
    }
  }

  private void settle(AvroPart avro, Pilot pilot) {
    avro.stop();
    pilot.await("the Avro records are copied", Pilot.LONG, avro::isCopied);
  }

  private void cutOver(Pilot pilot, DemoLoad load) {
    turn(pilot, load, CommandKind.SWITCH, "SOAKING", "cutover", DemoClusters.EAST);
  }

  private void rollBack(Pilot pilot, DemoLoad load) {
    turn(pilot, load, CommandKind.ROLLBACK, "MIRRORING", "rollback", DemoClusters.WEST);
  }

  private void turn(
      Pilot pilot, DemoLoad load, CommandKind command, String until, String kind, String from) {
    String to = from.equals(DemoClusters.EAST) ? DemoClusters.WEST : DemoClusters.EAST;
    int before = pilot.switches().size();
    load.takeLongestSilenceMillis();
    pilot.command(command);
    pilot.await(
        kind + " " + from + " -> " + to + " is decided and released",
        Pilot.LONG,
        () ->
            pilot.switches().size() > before
                && (pilot.isAt(until) || pilot.isAt("VERIFYING", "READY")));
    long acknowledged = load.acknowledged();
    pilot.await("writers go on", Pilot.LONG, () -> load.acknowledged() > acknowledged);
    long pause = pilot.switches().get(before).writePauseMillis();
    long silence = load.takeLongestSilenceMillis();
    switches.add(new DemoReport.Switch(from, to, kind, pause, silence));
    screen.step(kind + " " + from + " -> " + to + " under load: writers held for " + pause + " ms");
  }

  private void finish(Pilot pilot, DemoLoad load) {
    load.stopProducing();
    pilot.await("the reverse link has drained", Pilot.LONG, () -> pilot.lag() == 0);
    pilot.await(
        "the consumers have read everything",
        Pilot.LONG,
        () -> load.consumed() >= load.promised().size());
    pilot.command(CommandKind.COMPLETE);
    pilot.await("the migration is complete", Pilot.LONG, () -> pilot.isAt("COMPLETED"));
    load.stopReading();
    screen.step("completed on west; now judging by the applications' own account");
  }

  private ScanReport scan(DemoClusters clusters) {
    try (Cluster east = clusters.open(DemoClusters.EAST, Principals.STRAIT);
        Cluster west = clusters.open(DemoClusters.WEST, Principals.STRAIT)) {
      return new LinkScan(east, west, LINK.topics(), ScanOptions.defaults(), clock).run();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
