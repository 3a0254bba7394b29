package io.strait.replicator.wire;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.ClusterAlias;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelState;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * All connections of one thread to any number of clusters, behind one selector.
 *
 * <p>Nothing blocks except {@link #poll}, and that never longer than asked (name resolution apart).
 * Replies run inside {@code poll}. One owner thread; {@link #wakeup} may come from any.
 */
public final class Transport implements AutoCloseable {
  private static final int MAX_RESPONSE_BYTES = Integer.MAX_VALUE - 64;

  private final String clientId;
  private final WireTimes times;
  private final Time time = Time.SYSTEM;
  private final Metrics metrics = new Metrics();
  private final Selector selector;
  private final Map<ClusterAlias, Peer> peers = new LinkedHashMap<>();
  private final Map<String, Connection> connections = new HashMap<>();
  private final List<Connection> all = new ArrayList<>();

  /**
   * Opens no connection yet.
   *
   * @param clientId shows in brokers' logs and quotas
   * @param pool memory of fetched data
   */
  public Transport(String clientId, List<ClusterSpec> clusters, FramePool pool, WireTimes times) {
    this.clientId = clientId;
    this.times = times;
    LogContext log = new LogContext("[" + clientId + "] ");
    this.selector =
        new Selector(
            MAX_RESPONSE_BYTES,
            Selector.NO_IDLE_TIMEOUT_MS,
            metrics,
            time,
            "strait-wire",
            Map.of(),
            false,
            false,
            new ChannelRouter(clusters, time, log),
            pool,
            log);
    clusters.forEach(cluster -> peers.put(cluster.alias(), new Peer(this, cluster)));
  }

  /** The cluster of that name. */
  public Peer peer(ClusterAlias alias) {
    return peers.get(alias);
  }

  /** A monotonic clock in milliseconds, the one that all times of the wire are on. */
  public long nowMillis() {
    return time.hiResClockMs();
  }

  /** The same clock in nanoseconds. */
  public long nowNanos() {
    return time.nanoseconds();
  }

  /**
   * Sends, receives and runs replies; waits up to {@code timeoutMillis} if nothing happens.
   *
   * @return whether anything was answered or lost
   */
  public boolean poll(long timeoutMillis) {
    long now = nowMillis();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).advance(now);
    }
    try {
      selector.poll(waitMillis(timeoutMillis, now));
    } catch (IOException e) {
      throw new UncheckedIOException("selector failed", e);
    }
    return deliver(nowMillis());
  }

  /** Ends a waiting {@link #poll} early; any thread. */
  public void wakeup() {
    selector.wakeup();
  }

  /** Closes all connections; unanswered requests get no reply any more. */
  @Override
  public void close() {
    selector.close();
    metrics.close();
  }

  Connection connection(
      ClusterAlias alias, String node, String lane, Supplier<Optional<InetSocketAddress>> address) {
    String id = ChannelRouter.connectionId(alias.value(), node, lane);
    Connection known = connections.get(id);
    if (known != null) {
      return known;
    }
    Connection opened = new Connection(id, alias, address, selector, clientId, times);
    connections.put(id, opened);
    all.add(opened);
    return opened;
  }

  /** The shortest measured round trip to a broker in milliseconds, or -1 if there is none yet. */
  long roundTripMillis(ClusterAlias alias, String node) {
    String prefix = ChannelRouter.connectionId(alias.value(), node, "");
    long shortest = -1;
    for (Map.Entry<String, Connection> entry : connections.entrySet()) {
      long one = entry.getKey().startsWith(prefix) ? entry.getValue().roundTripMillis() : -1;
      shortest = one >= 0 && (shortest < 0 || one < shortest) ? one : shortest;
    }
    return shortest;
  }

  private long waitMillis(long timeoutMillis, long now) {
    long until = now + timeoutMillis;
    for (Connection connection : all) {
      until = Math.min(until, connection.nextEventMillis());
    }
    return Math.max(0, until - now);
  }

  private boolean deliver(long now) {
    for (NetworkSend send : selector.completedSends()) {
      connections.get(send.destinationId()).sent();
    }
    boolean some = false;
    if (!selector.completedReceives().isEmpty()) {
      some = true;
      for (NetworkReceive receive : new ArrayList<>(selector.completedReceives())) {
        connections.get(receive.source()).received(receive, now);
      }
    }
    if (!selector.disconnected().isEmpty()) {
      some = true;
      Map<String, ChannelState> lost = new HashMap<>(selector.disconnected());
      lost.forEach((id, state) -> connections.get(id).disconnected(state, now));
    }
    // By index: replies may ask for further connections meanwhile.
    for (int i = 0; i < all.size(); i++) {
      Connection connection = all.get(i);
      connection.advance(now);
      some |= connection.expire(now);
    }
    return some;
  }

  /** Gives up one connection, so that nothing sent on it can be answered any more. */
  void abandon(Connection connection, String why) {
    connection.close(why, FaultKind.RETRIABLE, nowMillis());
  }
}
