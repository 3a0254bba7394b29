package io.strait.client;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a wave's route on both clusters and acknowledges for one client object.
 *
 * <p>One daemon thread, {@code strait-route-<instance>}, reads {@link RouteTopics#ROUTES} of both
 * clusters without a group and writes {@link RouteTopics#ACKS} on both. Either cluster may be down,
 * at any time and from the start; one is enough. The highest epoch wins. A new route is seen within
 * about 50 ms of its publication plus the cluster's answer time, and while one cluster does not
 * answer within about 100 ms.
 *
 * <p>Not guaranteed: that an acknowledgement arrives; it is repeated every 3 s. A client that was
 * cut off from a cluster since before a switch and reads the route only from the other one may
 * start on an old route; the fence of the cutover is what stops it from writing there.
 *
 * <p>Safe for use by several threads.
 */
public final class RouteFollower implements RouteFeed {
  private static final Logger log = LoggerFactory.getLogger(RouteFollower.class);
  private static final Duration SLICE = Duration.ofMillis(20);
  private static final long FAREWELL_MS = 2_000;
  private static final long OTHER_CLUSTER_GRACE_MS = 3_000;

  private final SwitchingConfig config;
  private final String instance;
  private final String role;
  private final Clock clock;
  private final List<RouteReader> readers;
  private final List<AckWriter> writers;
  private final RouteBoard board;
  private final Signal progress = new Signal();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Thread thread;
  private volatile long acknowledged;
  private volatile Runnable news = () -> {};

  private RouteFollower(SwitchingConfig config, String instance, String role, Clock clock) {
    this.config = config;
    this.instance = instance;
    this.role = role;
    this.clock = clock;
    this.board = new RouteBoard(config.wave());
    this.readers =
        config.clusters().stream()
            .map(alias -> new RouteReader(alias, config.kafka(alias), instance, clock))
            .toList();
    this.writers =
        config.clusters().stream()
            .map(alias -> new AckWriter(alias, config.kafka(alias), instance))
            .toList();
    this.thread = new Thread(this::run, "strait-route-" + instance);
    thread.setDaemon(true);
  }

  /**
   * Starts to follow and waits for the first route: until both clusters are read to their end, or
   * one is and the other has not answered for 3 s.
   *
   * @param instance the client object's name in acknowledgements, unique over all clients
   * @param role {@link RouteAck#PRODUCER} or {@link RouteAck#CONSUMER}
   * @param clock gives the time of acknowledgements
   * @throws TimeoutException if {@link SwitchingConfig#routeTimeout} passed without a route
   */
  public static RouteFollower start(
      SwitchingConfig config, String instance, String role, Clock clock) {
    LegalNames.checkInstance(instance);
    RouteFollower follower = new RouteFollower(config, instance, role, clock);
    follower.thread.start();
    try {
      follower.awaitFirst();
      return follower;
    } catch (RuntimeException e) {
      follower.close();
      throw e;
    }
  }

  /** The route with the highest epoch read so far. */
  @Override
  public Route current() {
    return board.best().orElseThrow();
  }

  /** Repeats this epoch to the migrator until the next one is acknowledged. */
  @Override
  public void acknowledge(long epoch) {
    acknowledged = epoch;
  }

  /** Has this run on the follower's thread after each change; it must not wait. */
  @Override
  public void onChange(Runnable changed) {
    this.news = changed;
  }

  /** Acknowledges once more with {@link RouteAck#leaving} set, within 2 s, and stops. */
  @Override
  public void close() {
    closing.set(true);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // The farewell is bounded, so finish it and hand the interrupt on.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitFirst() {
    long start = clock.millis();
    long deadline = start + config.routeTimeout().toMillis();
    long grace = start + Math.min(OTHER_CLUSTER_GRACE_MS, config.routeTimeout().toMillis() / 2);
    while (true) {
      long seen = progress.count();
      long now = clock.millis();
      if (board.best().isPresent() && settled(now >= grace)) {
        return;
      }
      if (now >= deadline) {
        throw new TimeoutException(noRoute());
      }
      try {
        progress.awaitAfter(seen, 100);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }

  private boolean settled(boolean graceOver) {
    return graceOver
        ? readers.stream().anyMatch(RouteReader::caughtUp)
        : readers.stream().allMatch(RouteReader::caughtUp);
  }

  private String noRoute() {
    return "no route of wave '"
        + config.wave()
        + "' within "
        + config.routeTimeout().toMillis()
        + " ms ("
        + SwitchingConfig.ROUTE_TIMEOUT_MS
        + "): "
        + readers.stream().map(RouteReader::state).collect(Collectors.joining("; "))
        + ". Check the wave's name, that the migration has published its route to topic '"
        + RouteTopics.ROUTES
        + "', and that this user may read that topic";
  }

  private void run() {
    try {
      while (!closing.get()) {
        turn();
      }
      farewell();
    } catch (InterruptedException e) {
      log.atDebug().addKeyValue("instance", instance).log("Route thread interrupted");
    } finally {
      readers.forEach(RouteReader::close);
      writers.forEach(AckWriter::close);
    }
  }

  private void turn() throws InterruptedException {
    long start = System.nanoTime();
    boolean changed = false;
    for (RouteReader reader : readers) {
      changed |= reader.poll(SLICE, board);
    }
    progress.raise();
    if (changed) {
      Route route = current();
      log.atInfo()
          .addKeyValue("wave", route.wave())
          .addKeyValue("epoch", route.epoch())
          .addKeyValue("authority", route.authority())
          .log("Route seen");
      news.run();
    }
    tick();
    if (System.nanoTime() - start < SLICE.toNanos() / 2) {
      // Both readers pause after a fault: keep the loop from spinning.
      Signal idle = new Signal();
      idle.awaitAfter(idle.count(), SLICE.toMillis());
    }
  }

  private void tick() {
    long epoch = acknowledged;
    if (epoch > 0) {
      writers.forEach(writer -> writer.tick(ack(epoch, false)));
    }
  }

  private RouteAck ack(long epoch, boolean leaving) {
    return new RouteAck(config.wave(), instance, epoch, role, clock.instant(), leaving);
  }

  private void farewell() throws InterruptedException {
    long end = System.nanoTime() + FAREWELL_MS * 1_000_000;
    Signal idle = new Signal();
    List<AckWriter> left = acknowledged > 0 ? new ArrayList<>(writers) : new ArrayList<>();
    while (!left.isEmpty() && System.nanoTime() < end) {
      for (AckWriter free : left.stream().filter(writer -> !writer.busy()).toList()) {
        free.tick(ack(acknowledged, true));
        left.remove(free);
      }
      idle.awaitAfter(idle.count(), 5);
    }
  }
}
