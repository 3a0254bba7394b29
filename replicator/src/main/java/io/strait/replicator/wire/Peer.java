package io.strait.replicator.wire;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.ClusterAlias;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * One cluster as seen through a transport: asks brokers by their id.
 *
 * <p>Broker addresses come from the last {@link #metadata} answer; a broker that no answer has
 * named cannot be asked. Belongs to the transport's thread.
 */
public final class Peer {
  private static final String CONTROL_LANE = "control";
  private static final String PRODUCE_LANE = "produce";
  private static final String BOOTSTRAP = "bootstrap";

  private final Transport transport;
  private final ClusterSpec spec;
  private final Map<Integer, Node> nodes = new TreeMap<>();
  private int nextBootstrap;
  private int nextNode;

  Peer(Transport transport, ClusterSpec spec) {
    this.transport = transport;
    this.spec = spec;
  }

  /** Its name. */
  public ClusterAlias alias() {
    return spec.alias();
  }

  /** Asks some broker for the cluster and these topics; learns the brokers' addresses. */
  public void metadata(Collection<String> topics, Reply<ClusterView> reply) {
    control(anyNode()).submit(MetadataCall.of(topics), new Learning(reply), transport.nowMillis());
  }

  /**
   * The shortest time, in milliseconds, that one of the connections to a broker needed for its
   * first exchange; -1 before the first one.
   */
  public long roundTripMillis(int node) {
    return transport.roundTripMillis(alias(), Integer.toString(node));
  }

  /** Asks a partition's leader for an end of its log. */
  public void offset(int node, TopicPartition partition, EndKind kind, Reply<OffsetAt> reply) {
    ask(node, OffsetsCall.of(partition, kind), reply);
  }

  /** Asks a partition's leader for the time of the first record that it holds. */
  public void firstTime(int node, TopicPartition partition, Reply<TimeAt> reply) {
    ask(node, OffsetsCall.firstTime(partition), reply);
  }

  /** Asks a partition's leader for the producers it remembers. */
  public void producers(int node, TopicPartition partition, Reply<ProducerView> reply) {
    ask(node, ProducersCall.of(partition), reply);
  }

  /**
   * Asks a partition's leader for what its log holds from an offset on, as much as one answer
   * carries.
   *
   * @param committedOnly whether to read only up to the last stable offset and without aborted data
   */
  public void read(
      int node,
      TopicPartition partition,
      Uuid topicId,
      long offset,
      boolean committedOnly,
      Reply<RangeRead> reply) {
    ask(node, ReadCall.of(partition, topicId, offset, committedOnly), reply);
  }

  /** The same, but only the keys. */
  public void keys(
      int node,
      TopicPartition partition,
      Uuid topicId,
      long offset,
      boolean committedOnly,
      Reply<KeysRead> reply) {
    ask(node, ReadCall.keys(partition, topicId, offset, committedOnly), reply);
  }

  /**
   * Appends abort markers of a producer id that has no transaction open: each takes one offset and
   * no reader sees it. Needs ALTER or CLUSTER_ACTION on the cluster.
   *
   * @param ownerEpoch as both of a marker's epochs; brokers refuse a lower one than they know
   * @param permitted asked before every write to the socket; the connection ends when it says no
   */
  public void abortMarkers(
      int node,
      TopicPartition partition,
      long producerId,
      int ownerEpoch,
      int count,
      BooleanSupplier permitted,
      Reply<Outcome> reply) {
    Call<Outcome> call = MarkersCall.of(partition, producerId, ownerEpoch, count);
    ask(node, CONTROL_LANE, call, permitted, reply);
  }

  /** Moves the start of a partition's log up to {@code before}; needs DELETE on the topic. */
  public void deleteRecords(int node, TopicPartition partition, long before, Reply<Outcome> reply) {
    ask(node, DeleteRecordsCall.of(partition, before), reply);
  }

  /**
   * Appends batches, at most one per partition, over one of the connections to their leader. Sends
   * on one lane are carried out in order.
   *
   * @param lane number of the connection, 0 or more
   * @param brokerTimeout how long the broker may wait for its replicas
   * @param permitted asked before every write to the socket; the connection ends when it says no
   */
  public void produce(
      int node,
      int lane,
      List<ProduceBatch> batches,
      Duration brokerTimeout,
      BooleanSupplier permitted,
      Reply<List<ProduceAck>> reply) {
    Call<List<ProduceAck>> call = ProduceCall.of(batches, (int) brokerTimeout.toMillis());
    ask(node, PRODUCE_LANE + lane, call, permitted, reply);
  }

  void acls(int node, AclBindingFilter filter, Reply<AclsCall.Acls> reply) {
    ask(node, AclsCall.of(filter), reply);
  }

  <T> void ask(int node, Call<T> call, Reply<T> reply) {
    ask(node, CONTROL_LANE, call, reply);
  }

  <T> void ask(int node, String lane, Call<T> call, Reply<T> reply) {
    ask(node, lane, call, () -> true, reply);
  }

  <T> void ask(int node, String lane, Call<T> call, BooleanSupplier permitted, Reply<T> reply) {
    if (!nodes.containsKey(node)) {
      reply.failed(
          new WireFailure(
              alias(), FaultKind.RETRIABLE, "broker " + node + " is not among the live brokers"));
      return;
    }
    connection(node, lane).submit(call, reply, transport.nowMillis(), permitted);
  }

  Connection connection(int node, String lane) {
    return transport.connection(alias(), Integer.toString(node), lane, () -> address(node));
  }

  private Connection control(int node) {
    if (node >= 0) {
      return connection(node, CONTROL_LANE);
    }
    return transport.connection(alias(), BOOTSTRAP, CONTROL_LANE, this::bootstrapAddress);
  }

  /** These are the live brokers now; an empty list says nothing. */
  void learn(List<Node> live) {
    if (!live.isEmpty()) {
      nodes.clear();
      live.forEach(node -> nodes.put(node.id(), node));
    }
  }

  /**
   * A broker whose connection works already, or -1 for the bootstrap addresses. One that owes no
   * answer goes first, because a stopped broker's connection looks ready for long; and another one
   * every time, because a broker may live on with metadata of yesterday.
   */
  private int anyNode() {
    int owing = -1;
    List<Integer> known = List.copyOf(nodes.keySet());
    nextNode++;
    for (int i = 0; i < known.size(); i++) {
      int node = known.get(Math.floorMod(nextNode + i, known.size()));
      Connection connection = connection(node, CONTROL_LANE);
      if (connection.isReady() && connection.isIdle()) {
        return node;
      }
      owing = connection.isReady() ? node : owing;
    }
    return owing;
  }

  /** Empty once a metadata answer has left the broker out while a request waited for it. */
  private Optional<InetSocketAddress> address(int id) {
    return Optional.ofNullable(nodes.get(id))
        .map(node -> new InetSocketAddress(node.host(), node.port()));
  }

  private Optional<InetSocketAddress> bootstrapAddress() {
    List<InetSocketAddress> addresses =
        ClientUtils.parseAndValidateAddresses(
            List.of(spec.bootstrap().split("\\s*,\\s*")), "use_all_dns_ips");
    return Optional.of(addresses.get(Math.floorMod(nextBootstrap++, addresses.size())));
  }

  /** Remembers the brokers before it passes the answer on. */
  private final class Learning implements Reply<ClusterView> {
    private final Reply<ClusterView> next;

    Learning(Reply<ClusterView> next) {
      this.next = next;
    }

    @Override
    public void answered(ClusterView view) {
      learn(view.brokers());
      next.answered(view);
    }

    @Override
    public void failed(WireFailure failure) {
      next.failed(failure);
    }
  }
}
