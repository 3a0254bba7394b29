package io.strait.ops;

import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What is in a topic, read to its present end with nothing of Strait's own. */
public final class TopicContent {
  private TopicContent() {}

  /** By partition, the values in order. */
  public static List<List<String>> of(KafkaCluster cluster, String topic, int partitions) {
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
    List<List<String>> content = new ArrayList<>();
    all.forEach(partition -> content.add(new ArrayList<>()));
    try (Cluster admin = TwoClusters.admin(cluster);
        Consumer<byte[], byte[]> consumer = admin.consumer(Map.of())) {
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record ->
                    content
                        .get(record.partition())
                        .add(new String(record.value(), StandardCharsets.UTF_8)));
      }
    }
    return content;
  }
}
