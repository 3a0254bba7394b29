package io.strait.migrator.fence.acl;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Questions put to one particular broker, answered from what that broker itself believes. Every
 * method throws {@link io.strait.replicator.cluster.ClusterException} when the broker does not
 * answer within its deadline.
 */
public interface Brokers {
  /** Node ids of the brokers that the cluster lists as alive. */
  List<Integer> live();

  /** The ACLs in that broker's own metadata. */
  List<AclBinding> acls(int broker, AclBindingFilter filter);

  /** Who leads each partition of these topics in that broker's own metadata; -1 for nobody. */
  Map<TopicPartition, Integer> leaders(int broker, Collection<String> topics);

  /** The ends of these partitions, each as its current leader reports it. */
  Map<TopicPartition, PartitionEnd> ends(Collection<TopicPartition> partitions);
}
