package io.strait.client;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a producer's records along the route: one open session at most, and a buffer that holds
 * while there is none.
 *
 * <p>{@link #step} makes all switches and belongs to one thread. {@link #open}, {@link #hand} and
 * {@link #buffer} are for the threads that send.
 */
final class ProducerSwitch {
  private static final Logger log = LoggerFactory.getLogger(ProducerSwitch.class);
  private static final long REOPEN_PAUSE_MS = 500;
  private static final Duration CLOSE_FLUSHED = Duration.ofSeconds(10);

  private final RouteFeed feed;
  private final ProducerOpener opener;
  private final ProducerLimits limits;
  private final Clock clock;
  private final HoldBuffer buffer;
  private final Signal changed = new Signal();
  private final ConcurrentLinkedQueue<Pending> refused = new ConcurrentLinkedQueue<>();
  private final Set<String> written = ConcurrentHashMap.newKeySet();
  private final SubscribedMetrics metrics = new SubscribedMetrics(this::session);

  private volatile Session session;
  private volatile Session open;
  private volatile boolean finishing;
  private volatile boolean flushWanted;
  private volatile boolean initTransactions;
  private long acted;
  private long attempted;
  private long reopenAt;

  ProducerSwitch(RouteFeed feed, ProducerOpener opener, ProducerLimits limits, Clock clock) {
    this.feed = feed;
    this.opener = opener;
    this.limits = limits;
    this.clock = clock;
    this.buffer = new HoldBuffer(limits.bufferBytes());
    feed.onChange(changed::raise);
  }

  /** The session for new records; empty while they must be held. */
  Optional<Session> open() {
    return Optional.ofNullable(open);
  }

  /** The session that exists, open or being left; empty between two. */
  Optional<Session> session() {
    return Optional.ofNullable(session);
  }

  HoldBuffer buffer() {
    return buffer;
  }

  /** Raised when the route, the session or the will to go on has changed. */
  Signal changed() {
    return changed;
  }

  /** The application's own metrics, for every session. */
  SubscribedMetrics metrics() {
    return metrics;
  }

  /** Has every later session's transactions initialised before it is used. */
  void initTransactionsFromNowOn() {
    initTransactions = true;
  }

  /** Has the next step flush the open session; does not wait. */
  void flushSoon() {
    flushWanted = true;
    changed.raise();
  }

  /** Lets {@link #step} give up waiting for users of a session. */
  void finish() {
    finishing = true;
    changed.raise();
  }

  boolean finishing() {
    return finishing;
  }

  /** Goes as far along the route as it can now; the only place that makes switches. */
  void step() throws InterruptedException {
    Route route = feed.current();
    Session current = session;
    if (current != null && mustLeave(current, route)) {
      leave(current);
      if (finishing) {
        return;
      }
      current = null;
    }
    if (current == null) {
      expire(route);
    }
    boolean settled = current != null || route.home().isEmpty();
    if (settled && route.epoch() > acted) {
      act(route);
    }
    if (current != null && open == null) {
      resend(current);
    } else if (current != null && flushWanted) {
      flushWanted = false;
      current.producer().flush();
    } else if (!settled && (route.epoch() != attempted || clock.millis() >= reopenAt)) {
      arrive(route, route.home().get());
    }
  }

  private boolean mustLeave(Session current, Route route) {
    boolean elsewhere = !route.home().equals(Optional.of(current.alias()));
    return current.stopped() || (route.epoch() > acted && elsewhere);
  }

  private void act(Route route) {
    acted = route.epoch();
    feed.acknowledge(acted);
    log.atInfo()
        .addKeyValue("wave", route.wave())
        .addKeyValue("epoch", acted)
        .addKeyValue("authority", route.authority())
        .addKeyValue("held", buffer.size())
        .log("Producer follows route");
  }

  /** Ends the session: nothing of it is in flight afterwards. */
  private void leave(Session current) throws InterruptedException {
    buffer.begin();
    open = null;
    current.stop();
    if (!current.awaitAllOut(() -> finishing)) {
      return;
    }
    current.producer().flush();
    current.producer().close(CLOSE_FLUSHED);
    session = null;
    changed.raise();
    collectRefused();
  }

  private void collectRefused() {
    List<Pending> back = new ArrayList<>();
    for (Pending one = refused.poll(); one != null; one = refused.poll()) {
      back.add(one);
    }
    back.sort(Comparator.comparingLong(Pending::order));
    buffer.giveBack(back);
    if (back.isEmpty()) {
      reopenAt = clock.millis();
      return;
    }
    Exception why = back.get(0).refusal().orElseThrow();
    boolean login = Outcome.isLogin(why);
    reopenAt = clock.millis() + (login ? REOPEN_PAUSE_MS : limits.deliveryTimeoutMs());
    log.atWarn()
        .addKeyValue("epoch", acted)
        .addKeyValue("records", back.size())
        .addKeyValue("reason", why.toString())
        .log(
            login
                ? "Producer was not let in; its records are held, trying on"
                : "Records refused by the fence are held until the next route");
  }

  private void expire(Route route) {
    for (Pending late : buffer.takeExpired(clock.millis())) {
      // No switch came, so this was no fence: the next refusal ends at once. A login may yet
      // succeed.
      late.refusal()
          .filter(refusal -> !Outcome.isLogin(refusal))
          .ifPresent(refusal -> written.remove(late.record().topic()));
      late.fail(late.refusal().orElseGet(() -> heldTooLong(route)));
    }
  }

  private TimeoutException heldTooLong(Route route) {
    return new TimeoutException(
        "not sent: held for delivery.timeout.ms = "
            + limits.deliveryTimeoutMs()
            + " ms while the route of wave '"
            + route.wave()
            + "' was at epoch "
            + route.epoch()
            + " with authority "
            + route.authority()
            + "; the record is on no cluster");
  }

  private void arrive(Route route, String alias) {
    attempted = route.epoch();
    Session fresh;
    try {
      fresh = opener.open(alias);
      session = fresh;
      metrics.addAllTo(fresh.producer());
      if (initTransactions) {
        fresh.producer().initTransactions();
      }
    } catch (KafkaException | IllegalArgumentException e) {
      givenUp(alias, e);
      return;
    }
    act(route);
    resend(fresh);
  }

  private void givenUp(String alias, RuntimeException why) {
    reopenAt = clock.millis() + REOPEN_PAUSE_MS;
    session().ifPresent(half -> half.producer().close(Duration.ZERO));
    session = null;
    log.atWarn()
        .addKeyValue("cluster", alias)
        .addKeyValue("reason", why.toString())
        .log("Producer cannot be opened, trying on");
  }

  /** Sends what is held, and opens the session for new records when nothing is left. */
  private void resend(Session fresh) {
    int backlog = buffer.size();
    int sent = 0;
    while (!fresh.stopped() && !finishing && feed.current().epoch() == acted) {
      if (sent++ == backlog) {
        buffer.empty();
      }
      Optional<Pending> next = buffer.takeOrEnd(() -> open = fresh);
      if (next.isEmpty()) {
        changed.raise();
        return;
      }
      try {
        hand(fresh, next.get());
      } catch (RuntimeException e) {
        next.get().fail(e);
      }
    }
    buffer.begin();
  }

  /**
   * Hands a record to a session's producer.
   *
   * @throws RuntimeException what that producer threw; the record has not ended then
   */
  void hand(Session to, Pending pending) {
    pending.handedOver(to.retries());
    AtomicBoolean told = new AtomicBoolean();
    try {
      to.producer()
          .send(
              pending.record(),
              (metadata, error) -> {
                if (told.compareAndSet(false, true)) {
                  ended(to, pending, metadata, error);
                }
              });
    } catch (KafkaException e) {
      if (Outcome.of(e, false, mayBeLogin(to)) != Outcome.REFUSED) {
        throw e;
      }
      // A producer that was not let in throws, and may call back besides.
      if (told.compareAndSet(false, true)) {
        refused(to, pending, e);
      }
    }
  }

  private boolean mayBeLogin(Session at) {
    return !limits.transactional() && !written.isEmpty() && at.isUnused();
  }

  private void ended(Session by, Pending pending, RecordMetadata metadata, Exception error) {
    String topic = pending.record().topic();
    boolean mayBeFence =
        !limits.transactional()
            && written.contains(topic)
            && by.retries() == pending.retriesBefore();
    switch (Outcome.of(error, mayBeFence, mayBeLogin(by))) {
      case WRITTEN -> {
        written.add(topic);
        pending.succeed(metadata);
      }
      case FAILED -> pending.fail(metadata, error);
      case REFUSED -> refused(by, pending, error);
    }
  }

  private void refused(Session by, Pending pending, Exception why) {
    pending.refused(why);
    refused.add(pending);
    // First hold, then stop: who finds the session stopped must find the buffer holding.
    buffer.begin();
    by.stop();
    changed.raise();
  }

  /** After the last step: ends everything that is still held or was refused. */
  void failRest(Exception why) {
    collectRefused();
    for (Pending rest : buffer.takeExpired(Long.MAX_VALUE)) {
      rest.fail(rest.refusal().orElse(why));
    }
  }
}
