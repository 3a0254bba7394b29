package io.strait.migrator.step;

import io.strait.migrator.gate.LogEnds;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The wave's partitions as the clusters themselves have them, whatever a link knows of them. */
public interface WaveLogs {
  /**
   * Log ends of every partition of every topic of the wave, by the names there.
   *
   * @throws ClusterException if the cluster does not answer or lacks a topic
   */
  Map<TopicPartition, Long> ends(ClusterAlias at);

  /** Both sides of a link of the wave; empty if a cluster does not tell. */
  default Optional<LogEnds> across(Link link) {
    try {
      Map<TopicPartition, Long> target = ends(link.target());
      return Optional.of(new LogEnds(ends(link.source()), target));
    } catch (ClusterException e) {
      return Optional.empty();
    }
  }
}
