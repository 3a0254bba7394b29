package io.strait.migrator.fence;

import io.strait.migrator.fence.acl.Brokers;
import io.strait.migrator.fence.acl.PartitionEnd;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.ClusterAlias;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** Real brokers behind a bad line: answers get lost, or come from before the change. */
final class DisturbedBrokers implements Brokers {
  private final Brokers real;
  private int staleAnswers;
  private boolean endsLost;

  DisturbedBrokers(Brokers real) {
    this.real = real;
  }

  /** The next answers about ACLs show none. */
  DisturbedBrokers withStaleAnswers(int count) {
    staleAnswers = count;
    return this;
  }

  /** No leader tells the end of its log. */
  DisturbedBrokers withoutEnds() {
    endsLost = true;
    return this;
  }

  @Override
  public List<Integer> live() {
    return real.live();
  }

  @Override
  public List<AclBinding> acls(int broker, AclBindingFilter filter) {
    List<AclBinding> answer = real.acls(broker, filter);
    return staleAnswers-- > 0 ? List.of() : answer;
  }

  @Override
  public Map<TopicPartition, Integer> leaders(int broker, Collection<String> topics) {
    return real.leaders(broker, topics);
  }

  @Override
  public Map<TopicPartition, PartitionEnd> ends(Collection<TopicPartition> partitions) {
    if (endsLost) {
      throw new ClusterException(
          new ClusterAlias("east"), "asking for ends", new TimeoutException("lost on the way"));
    }
    return real.ends(partitions);
  }
}
