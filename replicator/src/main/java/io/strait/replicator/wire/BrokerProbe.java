package io.strait.replicator.wire;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterOffer;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Asks single brokers what they themselves know, where Kafka's admin client would ask any broker.
 *
 * <p>Each call blocks its caller for as long as its questions may take and throws {@link
 * ClusterException} if there is no good answer by then. One thread at a time. Not guaranteed: two
 * answers of one call need not describe the same moment.
 */
public final class BrokerProbe implements AutoCloseable {
  private static final long POOL_BYTES = 1L << 20;

  private final ClusterSpec spec;
  private final Duration deadline;
  private final Transport transport;
  private final Peer peer;

  /**
   * Opens no connection yet.
   *
   * @param deadline how long one question may stay unanswered; a call asks up to three
   */
  public BrokerProbe(ClusterSpec spec, Duration deadline) {
    this.spec = spec;
    this.deadline = deadline;
    this.transport =
        new Transport(
            "strait-probe", List.of(spec), new FramePool(POOL_BYTES), impatient(deadline));
    this.peer = transport.peer(spec.alias());
  }

  /** The live brokers, as one of them sees them. */
  public List<Node> brokers() {
    return view("listing brokers", List.of()).brokers();
  }

  /**
   * The matching ACLs of this very broker's own metadata; needs DESCRIBE on the cluster.
   *
   * @param brokerId must be among {@link #brokers}
   */
  public List<AclBinding> describeAcls(int brokerId, AclBindingFilter filter) {
    String doing = "asking broker " + brokerId + " for its ACLs";
    view(doing, List.of());
    AclsCall.Acls acls = await(doing, reply -> peer.acls(brokerId, filter, reply));
    require(doing, acls.outcome());
    return acls.bindings();
  }

  /**
   * Who leads each partition of these topics in this very broker's own metadata; -1 for nobody.
   *
   * @param brokerId must be among {@link #brokers}
   */
  public Map<TopicPartition, Integer> leaders(int brokerId, Collection<String> topics) {
    String doing = "asking broker " + brokerId + " for the leaders of " + topics;
    view(doing, List.of());
    ClusterView own = await(doing, reply -> peer.ask(brokerId, MetadataCall.of(topics), reply));
    Map<TopicPartition, Integer> leaders = new LinkedHashMap<>();
    for (TopicView topic : own.topics().values()) {
      require(doing, topic.outcome());
      topic
          .leaders()
          .forEach(
              (partition, leader) ->
                  leaders.put(new TopicPartition(topic.name(), partition), leader.node()));
    }
    return leaders;
  }

  /** What all live brokers can do; each is asked itself. Needs no permission. */
  public ClusterOffer offer() {
    List<ClusterOffer> offers = new ArrayList<>();
    for (Node broker : brokers()) {
      String doing = "asking broker " + broker.id() + " for its versions";
      offers.add(
          this.<VersionsCall.Offered>await(
                  doing, reply -> peer.ask(broker.id(), VersionsCall.newest(), reply))
              .offer());
    }
    return ClusterOffer.common(offers);
  }

  /** The ends of these partitions, each asked from its current leader. */
  public Map<TopicPartition, LeaderEnd> leaderEnds(Collection<TopicPartition> partitions) {
    TreeSet<String> topics = new TreeSet<>();
    partitions.forEach(partition -> topics.add(partition.topic()));
    ClusterView view = view("finding leaders", topics);
    Map<TopicPartition, LeaderEnd> ends = new LinkedHashMap<>();
    for (TopicPartition partition : partitions) {
      ends.put(partition, leaderEnd(partition, leader(view, partition)));
    }
    return ends;
  }

  @Override
  public void close() {
    transport.close();
  }

  private PartitionLeader leader(ClusterView view, TopicPartition partition) {
    TopicView topic = view.topics().get(partition.topic());
    require("describing topic " + partition.topic(), topic.outcome());
    PartitionLeader leader = topic.leaders().get(partition.partition());
    if (leader == null || leader.node() < 0) {
      throw new ClusterException(
          spec.alias(),
          "finding the leader of " + partition,
          new TimeoutException("the partition does not exist or has no leader now; try again"));
    }
    return leader;
  }

  private LeaderEnd leaderEnd(TopicPartition partition, PartitionLeader leader) {
    return new LeaderEnd(
        leader.node(),
        leader.epoch(),
        end(partition, leader, EndKind.LOG_END),
        end(partition, leader, EndKind.HIGH_WATERMARK),
        end(partition, leader, EndKind.LAST_STABLE));
  }

  private long end(TopicPartition partition, PartitionLeader leader, EndKind kind) {
    String doing = "asking broker " + leader.node() + " for the " + kind + " of " + partition;
    OffsetAt answer = await(doing, reply -> peer.offset(leader.node(), partition, kind, reply));
    require(doing, answer.outcome());
    return answer.offset();
  }

  /** Any broker will do for this, so a frozen one is given up and another one asked. */
  private ClusterView view(String doing, Collection<String> topics) {
    try {
      return await(doing, reply -> peer.metadata(topics, reply));
    } catch (ClusterException e) {
      if (e.kind() != FaultKind.RETRIABLE) {
        throw e;
      }
      return await(doing, reply -> peer.metadata(topics, reply));
    }
  }

  /** Half the deadline for one connection: a frozen broker accepts it and then says nothing. */
  private static WireTimes impatient(Duration deadline) {
    WireTimes times = WireTimes.defaults();
    Duration half = deadline.dividedBy(2);
    return new WireTimes(half, half, times.backOff(), times.backOffMax());
  }

  private void require(String doing, Outcome outcome) {
    if (!outcome.ok()) {
      throw new ClusterException(spec.alias(), doing, outcome.exception());
    }
  }

  private <T> T await(String doing, Consumer<Reply<T>> ask) {
    Waiting<T> waiting = new Waiting<>();
    long until = transport.nowMillis() + deadline.toMillis();
    ask.accept(waiting);
    while (!waiting.done) {
      long left = until - transport.nowMillis();
      if (left <= 0) {
        throw new ClusterException(
            spec.alias(), doing, new TimeoutException("no answer within " + deadline));
      }
      transport.poll(left);
    }
    if (waiting.failure != null) {
      throw new ClusterException(spec.alias(), doing, waiting.failure.exception());
    }
    return waiting.value;
  }

  /** Holds the one reply that the caller waits for. */
  private static final class Waiting<T> implements Reply<T> {
    private boolean done;
    private T value;
    private WireFailure failure;

    @Override
    public void answered(T answer) {
      value = answer;
      done = true;
    }

    @Override
    public void failed(WireFailure reason) {
      failure = reason;
      done = true;
    }
  }
}
