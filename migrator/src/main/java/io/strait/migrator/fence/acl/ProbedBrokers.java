package io.strait.migrator.fence.acl;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.wire.BrokerProbe;
import io.strait.replicator.wire.LeaderEnd;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Puts the questions over the wire, one at a time. Safe for use by several threads, which take
 * turns.
 */
public final class ProbedBrokers implements Brokers, AutoCloseable {
  private final BrokerProbe probe;

  /**
   * Opens no connection yet.
   *
   * @param deadline how long one question may take before the broker counts as silent
   */
  public ProbedBrokers(ClusterSpec spec, Duration deadline) {
    this.probe = new BrokerProbe(spec, deadline);
  }

  @Override
  public synchronized List<Integer> live() {
    return probe.brokers().stream().map(Node::id).sorted().toList();
  }

  @Override
  public synchronized List<AclBinding> acls(int broker, AclBindingFilter filter) {
    return probe.describeAcls(broker, filter);
  }

  @Override
  public synchronized Map<TopicPartition, Integer> leaders(int broker, Collection<String> topics) {
    return probe.leaders(broker, topics);
  }

  @Override
  public synchronized Map<TopicPartition, PartitionEnd> ends(
      Collection<TopicPartition> partitions) {
    Map<TopicPartition, PartitionEnd> ends = new HashMap<>();
    probe
        .leaderEnds(partitions)
        .forEach((partition, end) -> ends.put(partition, of(partition, end)));
    return ends;
  }

  @Override
  public synchronized void close() {
    probe.close();
  }

  private static PartitionEnd of(TopicPartition partition, LeaderEnd end) {
    return new PartitionEnd(
        partition.topic(),
        partition.partition(),
        end.leader(),
        end.leaderEpoch(),
        end.logEnd(),
        end.highWatermark(),
        end.lastStableOffset());
  }
}
