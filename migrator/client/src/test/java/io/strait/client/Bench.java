package io.strait.client;

import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A producer's switch and send path on a {@link FakeEstate}, stepped by hand. */
final class Bench {
  static final long DELIVERY_TIMEOUT_MS = 1_000;

  final ManualClock clock = new ManualClock();
  final HandFeed feed;
  final FakeEstate estate;
  final ProducerSwitch moves;
  final SendPath path;

  Bench(Authority first) {
    this(first, new ProducerLimits(1_000_000, 0, DELIVERY_TIMEOUT_MS, false));
  }

  Bench(Authority first, ProducerLimits limits) {
    feed = new HandFeed(first);
    estate = new FakeEstate(this::checkAuthority);
    moves = new ProducerSwitch(feed, estate, limits, clock);
    path = new SendPath(moves, limits, clock);
  }

  /** AckAfterAct: after a hold was acknowledged nothing may reach any cluster. */
  private void checkAuthority() {
    Route route = feed.current();
    if (route.home().isEmpty() && feed.acknowledged() == route.epoch()) {
      throw new AssertionError("AckAfterAct: written at the acknowledged hold " + route);
    }
  }

  Pending send(int partition, String value) {
    return path.send(
        new ProducerRecord<>("topic", partition, clock.millis(), null, value.getBytes()),
        Optional.empty(),
        (metadata, error) -> {});
  }

  void step() {
    try {
      moves.step();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
