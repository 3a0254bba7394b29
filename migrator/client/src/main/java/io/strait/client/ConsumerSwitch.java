package io.strait.client;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a consumer along the route: one cluster's consumer at most, and what it wants to read while
 * there is none. Owned by the thread that polls, except {@link #wakeup}.
 */
final class ConsumerSwitch<K, V> {
  private static final Logger log = LoggerFactory.getLogger(ConsumerSwitch.class);
  private static final long SLICE_MS = 50;
  private static final long REOPEN_PAUSE_MS = 500;

  private final RouteFeed feed;
  private final ConsumerOpener<K, V> opener;
  private final ConsumerLimits limits;
  private final Clock clock;
  private final Away away = new Away();
  private final Set<KafkaMetric> metrics = new LinkedHashSet<>();
  private final Signal changed = new Signal();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile Here<K, V> here;
  private boolean moved;
  private long acted;
  private long attempted;
  private long reopenAt;
  private long refusedSince;

  ConsumerSwitch(RouteFeed feed, ConsumerOpener<K, V> opener, ConsumerLimits limits, Clock clock) {
    this.feed = feed;
    this.opener = opener;
    this.limits = limits;
    this.clock = clock;
    feed.onChange(changed::raise);
  }

  /** The consumer of the cluster that has authority; empty while away. */
  Optional<Here<K, V>> here() {
    return Optional.ofNullable(here);
  }

  /** What is kept between two clusters; its interest is right at any time. */
  Away away() {
    return away;
  }

  /** Has the application read this from now on. */
  void read(Interest interest) {
    away.interest(interest);
    Here<K, V> now = here;
    if (now != null) {
      interest.applyTo(now.consumer(), now::guarded);
    }
  }

  void add(KafkaMetric metric) {
    metrics.add(metric);
    here().ifPresent(now -> now.consumer().registerMetricForSubscription(metric));
  }

  void remove(KafkaMetric metric) {
    metrics.remove(metric);
    here().ifPresent(now -> now.consumer().unregisterMetricFromSubscription(metric));
  }

  /** Any thread. */
  void wakeup() {
    woken.set(true);
    here().ifPresent(now -> now.consumer().wakeup());
    changed.raise();
  }

  /** To be called when a consumer has thrown its wakeup to the application. */
  void awake() {
    woken.set(false);
  }

  /** Follows the route and polls, in short slices, until records or the end of the time. */
  ConsumerRecords<K, V> poll(Duration timeout) {
    if (away.interest() instanceof Interest.Nothing) {
      throw new IllegalStateException(
          "Consumer is not subscribed to any topics or assigned any partitions");
    }
    long end = Deadline.after(timeout);
    while (true) {
      long seen = changed.count();
      follow();
      Duration slice = Duration.ofMillis(Math.min(SLICE_MS, Deadline.left(end)));
      ConsumerRecords<K, V> records = here == null ? waited(seen, slice) : polled(here, slice);
      if (!records.isEmpty() || Deadline.left(end) == 0) {
        return records;
      }
    }
  }

  private ConsumerRecords<K, V> waited(long seen, Duration slice) {
    if (woken.getAndSet(false)) {
      throw new WakeupException();
    }
    try {
      changed.awaitAfter(seen, slice.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    return ConsumerRecords.empty();
  }

  private ConsumerRecords<K, V> polled(Here<K, V> now, Duration slice) {
    try {
      ConsumerRecords<K, V> records = now.poll(slice);
      refusedSince = 0;
      return records;
    } catch (InvalidOffsetException e) {
      if (now.resets(e)) {
        return ConsumerRecords.empty();
      }
      throw e;
    } catch (GroupAuthorizationException | TopicAuthorizationException e) {
      return refused(now, slice, e);
    }
  }

  /** A refusal after it has worked is taken for a fence, for a while: a newer route will tell. */
  private ConsumerRecords<K, V> refused(Here<K, V> now, Duration slice, AuthorizationException e) {
    if (refusedSince == 0) {
      refusedSince = clock.millis();
    }
    long until = refusedSince + limits.patience().toMillis();
    if (!now.settled() || clock.millis() >= until) {
      throw e;
    }
    if (e instanceof GroupAuthorizationException) {
      // A KIP-848 consumer never recovers from it: a fresh one will be needed in any case.
      log.atWarn().addKeyValue("cluster", now.alias()).log("Group refused, waiting for a route");
      carry(now);
      now.abandon();
      here = null;
      reopenAt = until;
    }
    return waited(changed.count(), slice);
  }

  /** Makes the switch that the route asks for, if any; acknowledges afterwards. */
  void follow() {
    Route route = feed.current();
    Here<K, V> now = here;
    if (now != null && route.epoch() > acted) {
      if (route.home().equals(Optional.of(now.alias()))) {
        act(route);
        return;
      }
      carry(now);
      if (route.home().isEmpty()) {
        now.leave(Here.leaving());
      } else {
        now.abandon();
      }
      here = null;
    }
    if (here == null) {
      arriveOrWait(route);
    }
  }

  private void arriveOrWait(Route route) {
    if (route.home().isPresent()) {
      if (route.epoch() != attempted || clock.millis() >= reopenAt) {
        arrive(route, route.home().get());
      }
    } else if (route.epoch() > acted) {
      act(route);
    }
  }

  private void carry(Here<K, V> from) {
    if (away.interest() instanceof Interest.Partitions) {
      away.carry(from.positions(), from.consumer().paused());
    }
  }

  private void arrive(Route route, String alias) {
    attempted = route.epoch();
    Consumer<K, V> fresh;
    try {
      fresh = opener.open(alias, moved);
    } catch (KafkaException | IllegalArgumentException e) {
      if (!moved) {
        throw e;
      }
      reopenAt = clock.millis() + REOPEN_PAUSE_MS;
      log.atWarn()
          .addKeyValue("cluster", alias)
          .addKeyValue("reason", e.toString())
          .log("Consumer cannot be opened, trying on");
      return;
    }
    moved = true;
    metrics.forEach(fresh::registerMetricForSubscription);
    Here<K, V> next = new Here<>(alias, fresh, limits, clock);
    if (!(away.interest() instanceof Interest.Nothing)) {
      away.interest().applyTo(fresh, next::guarded);
      away.settle(fresh);
    }
    here = next;
    if (woken.get()) {
      fresh.wakeup();
    }
    act(route);
  }

  private void act(Route route) {
    acted = route.epoch();
    feed.acknowledge(acted);
    log.atInfo()
        .addKeyValue("wave", route.wave())
        .addKeyValue("epoch", acted)
        .addKeyValue("authority", route.authority())
        .log("Consumer follows route");
  }

  /** A cluster's consumer for a call that needs one, waiting for a route at most so long. */
  Consumer<K, V> reach(Duration timeout) {
    long end = Deadline.after(timeout);
    while (here == null) {
      long seen = changed.count();
      arriveOrWait(feed.current());
      if (here == null) {
        if (Deadline.left(end) == 0) {
          throw new TimeoutException(
              "no cluster has authority since "
                  + timeout.toMillis()
                  + " ms; a cutover is under way, try again");
        }
        waited(seen, Duration.ofMillis(Math.min(SLICE_MS, Deadline.left(end))));
      }
    }
    return here.consumer();
  }

  /** Whether authority is on another cluster than this consumer, which has not followed yet. */
  boolean overtaken() {
    Route route = feed.current();
    Here<K, V> now = here;
    return now != null
        && route.epoch() > acted
        && route.home().isPresent()
        && !route.home().get().equals(now.alias());
  }

  /** Whether there is a route that {@link #follow} has not acted upon. */
  boolean routeIsNewer() {
    return feed.current().epoch() > acted;
  }

  /** Ends the consumer as the application asks, without a commit if it was overtaken. */
  void close(CloseOptions how) {
    Here<K, V> now = here;
    boolean overtaken = overtaken();
    here = null;
    if (now != null && overtaken) {
      now.abandon();
    } else if (now != null) {
      now.leave(how);
    }
    feed.close();
    opener.close();
  }
}
