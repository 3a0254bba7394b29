package io.strait.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.CommandKind;
import io.strait.migrator.run.Migrations;
import io.strait.ops.ConfigFiles;
import io.strait.ops.ServeProcess;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole migration with live producers and consumers while the daemon is killed with SIGKILL at a
 * random moment of every turn and brokers of both sides restart; judged by the applications' own
 * account. {@code -Dseed=N} runs another seed; of its own it is the same at every time.
 */
@Timeout(600)
class TortureIT {
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final long LATEST_KILL_MILLIS = 4_000;

  private static final long USUAL_SEED = 20_261_121;

  private final long seed = Long.getLong("seed", USUAL_SEED);
  private final Random random = new Random(seed);
  @TempDir private Path folder;
  private ServeProcess serve;

  @Test
  void shouldLoseNothingWhenDaemonAndBrokersAreKilledAtRandomMoments() throws Exception {
    System.out.println("TortureIT seed " + seed);
    try (DemoClusters clusters = DemoClusters.start(folder);
        Migrations desk = DemoConfig.desk(clusters, Clock.systemUTC());
        DemoLoad load = new DemoLoad(clusters, new FlightsProducer.Pace(2_000, 500))) {
      Path config = config(clusters);
      serve = ServeProcess.start(config);
      turn(desk, config, clusters.west(), CommandKind.START, Set.of("READY"));
      load.start(Flights.load());
      await().atMost(PATIENCE).until(load::isSteady);
      turn(desk, config, clusters.east(), CommandKind.SWITCH, Set.of("SOAKING"));
      turn(desk, config, clusters.west(), CommandKind.ROLLBACK, Set.of("READY"));
      turn(desk, config, clusters.east(), CommandKind.SWITCH, Set.of("SOAKING"));
      finish(desk, config, load);
      judge(clusters, load);
    } finally {
      if (serve != null) {
        serve.close();
      }
    }
  }

  /** One command, one SIGKILL somewhere in it, one broker restart, and the state it must reach. */
  private void turn(
      Migrations desk, Path config, KafkaCluster disturbed, CommandKind command, Set<String> goals)
      throws Exception {
    int switches = desk.status(Demo.MOVED).switches().size();
    order(desk, command);
    pause(random.nextLong(LATEST_KILL_MILLIS));
    serve.kill();
    serve = ServeProcess.start(config);
    if (random.nextBoolean()) {
      disturbed.restartBroker(1);
    }
    boolean turns = command != CommandKind.START;
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              var view = desk.status(Demo.MOVED);
              boolean turned = !turns || view.switches().size() > switches;
              // A kill before the decision takes the switch back or lets it expire: ask again.
              if (!turned && Set.of("READY", "SOAKING").contains(view.state())) {
                order(desk, command);
              }
              assertThat(turned).as(command + ": " + view + "\n" + serve.log()).isTrue();
              assertThat(view.state()).as(view + "\n" + serve.log()).isIn(goals);
            });
  }

  private static void order(Migrations desk, CommandKind command) {
    Wave wave = Demo.MOVED;
    String id = desk.send(wave, command, "torture");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> desk.answer(wave, id).isPresent());
  }

  private void finish(Migrations desk, Path config, DemoLoad load) throws Exception {
    load.stopProducing();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                desk.status(Demo.MOVED).state().equals("SOAKING")
                    && load.consumed() >= load.promised().size());
    load.stopReading();
    assertThat(load.troubles()).isEmpty();
  }

  private void judge(DemoClusters clusters, DemoLoad load) {
    try (Cluster east = clusters.open(DemoClusters.EAST, Principals.ADMIN);
        Cluster west = clusters.open(DemoClusters.WEST, Principals.ADMIN)) {
      List<Seen> onWest = TopicReading.whole(west, DemoClusters.TOPIC);
      await()
          .atMost(PATIENCE)
          .pollInterval(1, TimeUnit.SECONDS)
          .untilAsserted(
              () ->
                  assertThat(TopicReading.whole(east, DemoClusters.TOPIC))
                      .as(serve.log())
                      .hasSameSizeAs(onWest));
      List<Seen> onEast = TopicReading.whole(east, DemoClusters.TOPIC);
      assertThat(load.promised()).hasSizeGreaterThan(4_000);
      assertThat(Judgement.ofLog(load.promised(), onEast)).isEqualTo(new Judgement(0, 0, 0));
      assertThat(Judgement.ofLog(load.promised(), onWest)).isEqualTo(new Judgement(0, 0, 0));
      assertThat(Judgement.offsetShifts(onEast, onWest)).isZero();
      assertThat(Judgement.Reading.of(onWest, load.delivered()))
          .isEqualTo(new Judgement.Reading(0, 0, 0));
    }
  }

  private Path config(DemoClusters clusters) throws Exception {
    return ConfigFiles.write(
        folder,
        clusters.east(),
        clusters.west(),
        """
        links: [{name: east-to-west, source: east, target: west, topics: [flights]}]
        waves:
          - {name: flights, link: east-to-west, topics: [flights], groups: [departures-board],
             principals: ['User:app']}
        identities: {superUsers: ['User:admin']}
        """);
  }

  /** The moment of a kill is random on purpose; there is no condition to wait for. */
  private static void pause(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
