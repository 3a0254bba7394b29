package io.strait.migrator.run;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.WaveLogs;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The wave's partitions asked of real clusters. Belongs to the runner's thread. */
final class KafkaWaveLogs implements WaveLogs {
  private final Wave wave;
  private final Map<ClusterAlias, Cluster> clusters;

  KafkaWaveLogs(Wave wave, Map<ClusterAlias, Cluster> clusters) {
    this.wave = wave;
    this.clusters = Map.copyOf(clusters);
  }

  @Override
  public Map<TopicPartition, Long> ends(ClusterAlias at) {
    Cluster cluster = clusters.get(at);
    List<String> topics =
        wave.link().topics().stream()
            .map(at.equals(wave.source()) ? TopicMapping::source : TopicMapping::target)
            .toList();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    cluster
        .await(
            "counting the partitions of " + topics,
            cluster.admin().describeTopics(topics).allTopicNames())
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(
                        one ->
                            asked.put(
                                new TopicPartition(topic, one.partition()), OffsetSpec.latest())));
    Map<TopicPartition, Long> ends = new HashMap<>();
    cluster
        .await("reading the log ends of " + topics, cluster.admin().listOffsets(asked).all())
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }
}
