package io.strait.validator.audit;

import io.strait.validator.log.LogView;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The logs of one side. Confined to one thread. */
public interface AuditLogs extends AutoCloseable {
  /**
   * What the logs hold now; partitions that cannot be asked are left out.
   *
   * @throws io.strait.replicator.cluster.ClusterException if the cluster does not answer at all
   */
  Map<TopicPartition, SeenLog> bounds(Collection<TopicPartition> partitions);

  /** The log of a partition. */
  LogView log(TopicPartition partition);

  @Override
  void close();
}
