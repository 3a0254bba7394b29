package io.strait.replicator.wire;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.ClusterAlias;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.NodeApiVersions;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.network.ChannelState;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.network.Selectable;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.Time;

/**
 * One connection to one broker: connects when there is something to send, agrees on versions, keeps
 * requests in order, and fails all of them together when it breaks.
 */
final class Connection {
  private enum Phase {
    CLOSED,
    CONNECTING,
    NEGOTIATING,
    READY
  }

  private final String id;
  private final ClusterAlias cluster;
  private final Supplier<Optional<InetSocketAddress>> address;
  private final Selector selector;
  private final String clientId;
  private final WireTimes times;
  private final Time time = Time.SYSTEM;
  private final Deque<Exchange<?>> waiting = new ArrayDeque<>();
  private final Deque<Exchange<?>> inFlight = new ArrayDeque<>();
  private final BackOff backOff;
  private Phase phase = Phase.CLOSED;
  private NodeApiVersions versions = NodeApiVersions.create();
  private boolean sending;
  private int nextCorrelation;
  private long silentUntil;
  private Optional<PermittedSend> lastSend = Optional.empty();
  private long answers;
  private long progressMark = -1;
  private long progressAt = Long.MIN_VALUE / 2;
  private long roundTripNanos = -1;
  private long connectDeadline;
  private String where = "unresolved address";

  Connection(
      String id,
      ClusterAlias cluster,
      Supplier<Optional<InetSocketAddress>> address,
      Selector selector,
      String clientId,
      WireTimes times) {
    this.id = id;
    this.cluster = cluster;
    this.address = address;
    this.selector = selector;
    this.clientId = clientId;
    this.times = times;
    this.backOff = new BackOff(times.backOff().toMillis(), times.backOffMax().toMillis());
  }

  boolean isReady() {
    return phase == Phase.READY;
  }

  /** Whether no request waits for its turn or its answer. */
  boolean isIdle() {
    return waiting.isEmpty() && inFlight.isEmpty();
  }

  /**
   * The shortest time to any answer, in milliseconds; -1 before the first. Never below the
   * network's, and close to it soon: the very first answers also wait for code that is still cold.
   */
  long roundTripMillis() {
    return roundTripNanos < 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(roundTripNanos);
  }

  <T> void submit(Call<T> call, Reply<T> reply, long now) {
    submit(call, reply, now, () -> true);
  }

  <T> void submit(Call<T> call, Reply<T> reply, long now, BooleanSupplier permitted) {
    waiting.add(new Exchange<>(call, reply, now + times.request().toMillis(), permitted));
  }

  /** Connects, negotiates and sends as far as possible without waiting. */
  void advance(long now) {
    if (phase == Phase.CLOSED && !waiting.isEmpty() && backOff.isOver(now)) {
      connect(now);
    }
    if (phase == Phase.CONNECTING && selector.isChannelReady(id)) {
      phase = Phase.NEGOTIATING;
      send(new Exchange<>(VersionsCall.newest(), new Negotiation(), connectDeadline), (short) 3);
    }
    while (canSend(now)) {
      sendNext();
    }
  }

  /** When {@link #advance} or {@link #expire} has something to do without any I/O. */
  long nextEventMillis() {
    long next = Long.MAX_VALUE;
    if (phase == Phase.CLOSED && !waiting.isEmpty()) {
      next = Math.min(next, backOff.overAt());
    }
    if (phase == Phase.READY && !waiting.isEmpty() && !sending) {
      next = Math.min(next, silentUntil);
    }
    if (phase == Phase.CONNECTING || phase == Phase.NEGOTIATING) {
      next = Math.min(next, connectDeadline);
    }
    return oldest() == null ? next : Math.min(next, patienceEnds());
  }

  /**
   * Gives the connection up if connecting took too long, or if the oldest request is late and no
   * byte has moved for as long: a slow network is no dead one. Says whether it did.
   */
  boolean expire(long now) {
    boolean connectLate =
        (phase == Phase.CONNECTING || phase == Phase.NEGOTIATING) && now >= connectDeadline;
    Exchange<?> oldest = oldest();
    noteProgress(now);
    if (connectLate) {
      close("no connection to " + where + " within " + times.connect(), FaultKind.RETRIABLE, now);
    } else if (oldest != null && now >= patienceEnds()) {
      close(
          "no answer from " + where + " to " + oldest.name() + " within " + times.request(),
          FaultKind.RETRIABLE,
          now);
    } else {
      return false;
    }
    return true;
  }

  void sent() {
    sending = false;
    lastSend = Optional.empty();
  }

  void received(NetworkReceive receive, long now) {
    answers++;
    Exchange<?> exchange = inFlight.pollFirst();
    if (exchange == null) {
      new Frame(receive).release();
      close(where + " sent an answer that nobody asked for", FaultKind.RETRIABLE, now);
      return;
    }
    long tripNanos = time.nanoseconds() - exchange.sentNanos();
    roundTripNanos = roundTripNanos < 0 ? tripNanos : Math.min(roundTripNanos, tripNanos);
    try {
      int throttleMillis = exchange.deliver(receive);
      silentUntil = Math.max(silentUntil, now + throttleMillis);
    } catch (Exchange.UnreadableAnswer e) {
      // Nobody else got hold of its memory, and a pool that leaks ends in silence.
      new Frame(receive).release();
      String why = "unreadable answer from " + where + " to " + e.getMessage();
      exchange.fail(new WireFailure(cluster, FaultKind.FATAL, why));
      close(why, FaultKind.FATAL, now);
    }
  }

  void disconnected(ChannelState state, long now) {
    switch (state.state()) {
      case AUTHENTICATION_FAILED ->
          lost(
              "login at " + where + " refused: " + state.exception().getMessage(),
              FaultKind.NEEDS_HUMAN,
              now);
      case AUTHENTICATE ->
          lost(where + " closed the connection during login", FaultKind.RETRIABLE, now);
      case NOT_CONNECTED -> lost("cannot connect to " + where, FaultKind.RETRIABLE, now);
      case READY, EXPIRED, FAILED_SEND, LOCAL_CLOSE ->
          lost("connection to " + where + " was lost", FaultKind.RETRIABLE, now);
    }
  }

  /** Closes the socket and fails everything on it. */
  void close(String why, FaultKind kind, long now) {
    selector.close(id);
    lost(why, kind, now);
  }

  private Exchange<?> oldest() {
    return inFlight.isEmpty() ? waiting.peekFirst() : inFlight.peekFirst();
  }

  private long patienceEnds() {
    return Math.max(oldest().deadlineMillis(), progressAt + times.request().toMillis());
  }

  private void noteProgress(long now) {
    KafkaChannel channel = phase == Phase.READY ? selector.channel(id) : null;
    if (channel == null) {
      return;
    }
    NetworkReceive partial = channel.currentReceive();
    long mark =
        answers * Integer.MAX_VALUE
            + (partial == null ? 0 : partial.bytesRead())
            - (sending ? lastSend.map(PermittedSend::remaining).orElse(0L) : 0);
    // An answer that is not read for want of memory is not late.
    if (mark != progressMark || channel.isMuted() || now < silentUntil) {
      progressMark = mark;
      progressAt = now;
    }
  }

  private boolean canSend(long now) {
    return phase == Phase.READY
        && !sending
        && !waiting.isEmpty()
        && now >= silentUntil
        // Not while the broker has the client log in again (KIP-368).
        && selector.isChannelReady(id);
  }

  /** Whatever goes wrong here ends this connection's requests, never the thread of all others. */
  private void connect(long now) {
    connectDeadline = now + times.connect().toMillis();
    phase = Phase.CONNECTING;
    try {
      Optional<InetSocketAddress> known = address.get();
      if (known.isEmpty()) {
        lost(id + ": the broker is no longer among the live brokers", FaultKind.RETRIABLE, now);
        return;
      }
      InetSocketAddress to = known.get();
      where = to.getHostString() + ":" + to.getPort();
      // The system's own sizes: any fixed one would switch its automatic tuning off, which is what
      // keeps a long fat network full.
      selector.connect(
          id, to, Selectable.USE_DEFAULT_BUFFER_SIZE, Selectable.USE_DEFAULT_BUFFER_SIZE);
    } catch (IOException | RuntimeException e) {
      close("cannot connect to " + where + ": " + e.getMessage(), FaultKind.RETRIABLE, now);
    }
  }

  private void sendNext() {
    Exchange<?> exchange = waiting.pollFirst();
    short version;
    try {
      version =
          versions.latestUsableVersion(
              exchange.call().api(),
              exchange.call().api().oldestVersion(),
              exchange.call().newest());
    } catch (UnsupportedVersionException e) {
      exchange.fail(
          new WireFailure(
              cluster,
              FaultKind.NEEDS_HUMAN,
              where + " does not support " + exchange.name() + ": " + e.getMessage()));
      return;
    }
    send(exchange, version);
  }

  private void send(Exchange<?> exchange, short version) {
    inFlight.addLast(exchange);
    sending = true;
    NetworkSend send =
        exchange.toSend(id, clientId, version, nextCorrelation++, time.nanoseconds());
    lastSend = send.send() instanceof PermittedSend one ? Optional.of(one) : Optional.empty();
    selector.send(send);
  }

  private void lost(String why, FaultKind kind, long now) {
    phase = Phase.CLOSED;
    sending = false;
    lastSend = Optional.empty();
    silentUntil = 0;
    roundTripNanos = -1;
    backOff.failed(now);
    List<Exchange<?>> failed = new ArrayList<>(inFlight);
    failed.addAll(waiting);
    inFlight.clear();
    waiting.clear();
    WireFailure failure = new WireFailure(cluster, kind, why);
    failed.forEach(exchange -> exchange.fail(failure));
  }

  /** The end of the version agreement; brokers older than ours answer in their oldest format. */
  private final class Negotiation implements Reply<VersionsCall.Offered> {
    @Override
    public void answered(VersionsCall.Offered offered) {
      if (offered.refused()) {
        send(new Exchange<>(VersionsCall.oldest(), this, connectDeadline), (short) 0);
        return;
      }
      versions = offered.versions();
      phase = Phase.READY;
      backOff.succeeded();
    }

    @Override
    public void failed(WireFailure failure) {
      // The connection is already closed and reports to its own requests.
    }
  }
}
