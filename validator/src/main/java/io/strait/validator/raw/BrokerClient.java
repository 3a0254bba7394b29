package io.strait.validator.raw;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.validator.log.ScanCancelled;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Requests to the brokers of one cluster over kafka-clients' own network layer, which brings TLS,
 * SASL, re-authentication, throttling and version negotiation. Confined to one thread.
 */
final class BrokerClient implements AutoCloseable {
  private static final String CLIENT_ID = "strait-validator";
  private static final int REQUEST_TIMEOUT_MS = 15_000;
  private static final int FRAME_SLACK = 128 << 10;
  private static final long POLL_MS = 50;

  /** Where packets vanish, a connection is not refused: then others are asked before it fails. */
  private static final long CONNECT_MS = 3_000;

  private final Cluster cluster;
  private final Clock clock;
  private final Duration stall;
  private final BooleanSupplier cancelled;
  private final Metrics metrics = new Metrics();
  private final FrameSelector selector;
  private final NetworkClient client;
  private final List<Node> bootstrap = new ArrayList<>();
  private final List<Node> brokers = new ArrayList<>();
  private int next;

  BrokerClient(
      Cluster cluster, int fetchBytes, Duration stall, Clock clock, BooleanSupplier cancelled) {
    this.cluster = cluster;
    this.clock = clock;
    this.stall = stall;
    this.cancelled = cancelled;
    LogContext log = new LogContext("[" + CLIENT_ID + "] ");
    Map<String, Object> properties = new HashMap<>(cluster.spec().properties());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.spec().bootstrap());
    AdminClientConfig config = new AdminClientConfig(properties);
    FramePool pool = new FramePool(fetchBytes + FRAME_SLACK);
    this.selector =
        new FrameSelector(
            metrics, ClientUtils.createChannelBuilder(config, Time.SYSTEM, log), pool, log);
    this.client =
        new NetworkClient(
            selector,
            new ManualMetadataUpdater(),
            CLIENT_ID,
            5,
            50,
            1_000,
            -1,
            -1,
            REQUEST_TIMEOUT_MS,
            10_000,
            30_000,
            Time.SYSTEM,
            true,
            new ApiVersions(),
            log,
            MetadataRecoveryStrategy.NONE);
    List<InetSocketAddress> addresses =
        ClientUtils.parseAndValidateAddresses(
            List.of(cluster.spec().bootstrap().split(",")), ClientDnsLookup.USE_ALL_DNS_IPS);
    for (InetSocketAddress address : addresses) {
      bootstrap.add(new Node(-1 - bootstrap.size(), address.getHostString(), address.getPort()));
    }
  }

  Cluster cluster() {
    return cluster;
  }

  /** A broker to ask where the others are; another one every time. */
  Node anyone() {
    int turn = next++ % (bootstrap.size() + brokers.size());
    return turn < bootstrap.size() ? bootstrap.get(turn) : brokers.get(turn - bootstrap.size());
  }

  /** The brokers of the cluster, as one of them told: any of them can be asked from now on. */
  void learn(List<Node> told) {
    brokers.clear();
    brokers.addAll(told);
  }

  /** A broker under the name by which it was reached first: a second one would log in again. */
  Node known(Node told) {
    return bootstrap.stream()
        .filter(one -> one.port() == told.port() && one.host().equals(told.host()))
        .findFirst()
        .orElse(told);
  }

  /** The milliseconds until which the present wait may last. */
  long patience() {
    return clock.millis() + stall.toMillis();
  }

  /**
   * Ends a wait that lasts too long, or that nobody waits for any more.
   *
   * @param doing completes the sentence "while ..." of the error
   */
  void check(long until, String doing) {
    if (cancelled.getAsBoolean()) {
      throw new ScanCancelled();
    }
    if (clock.millis() > until) {
      throw new ClusterException(
          cluster.alias(), doing, new TimeoutException("no progress for " + stall));
    }
  }

  /**
   * Sends a request as soon as the broker takes it; the answer comes in a later {@link #poll}.
   *
   * @return false, with nothing sent, when the broker cannot be reached at present: another one may
   *     have taken its place
   */
  boolean send(
      Node node,
      AbstractRequest.Builder<?> request,
      long until,
      String doing,
      Consumer<ClientResponse> answer) {
    long connecting = clock.millis() + CONNECT_MS;
    while (!client.ready(node, now())) {
      AuthenticationException refused = client.authenticationException(node);
      if (refused != null) {
        throw new ClusterException(cluster.alias(), doing, refused);
      }
      check(until, doing);
      if (client.connectionFailed(node) || clock.millis() > connecting) {
        return false;
      }
      client.poll(POLL_MS, now());
    }
    ClientRequest built =
        client.newClientRequest(
            node.idString(), request, now(), true, REQUEST_TIMEOUT_MS, answer::accept);
    client.send(built, now());
    client.poll(0, now());
    return true;
  }

  /** Sends and receives for a while, at most until something was answered. */
  void poll() {
    client.poll(POLL_MS, now());
  }

  /** Nobody looks at the data of this answer any more. */
  void release(ClientResponse answer) {
    selector.release(answer.requestHeader().correlationId());
  }

  @Override
  public void close() {
    client.close();
    metrics.close();
  }

  private static long now() {
    return Time.SYSTEM.milliseconds();
  }
}
