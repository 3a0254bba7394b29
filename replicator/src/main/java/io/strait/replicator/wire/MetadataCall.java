package io.strait.replicator.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;

/** Brokers, topics and leaders. */
final class MetadataCall {
  private MetadataCall() {}

  static Call<ClusterView> of(Collection<String> topics) {
    List<String> names = List.copyOf(topics);
    return Call.copying(
        ApiKeys.METADATA,
        12,
        version -> request(names),
        (body, version) -> {
          MetadataResponseData data = new MetadataResponseData(body, version);
          return new Call.Decoded<>(view(data), data.throttleTimeMs());
        });
  }

  private static MetadataRequestData request(List<String> names) {
    List<MetadataRequestTopic> topics = new ArrayList<>();
    names.forEach(name -> topics.add(new MetadataRequestTopic().setName(name)));
    return new MetadataRequestData().setTopics(topics).setAllowAutoTopicCreation(false);
  }

  private static ClusterView view(MetadataResponseData data) {
    List<Node> brokers = new ArrayList<>();
    data.brokers().forEach(b -> brokers.add(new Node(b.nodeId(), b.host(), b.port(), b.rack())));
    Map<String, TopicView> topics = new HashMap<>();
    data.topics().forEach(topic -> topics.put(topic.name(), topic(topic)));
    return new ClusterView(data.clusterId() == null ? "" : data.clusterId(), brokers, topics);
  }

  private static TopicView topic(MetadataResponseTopic topic) {
    Map<Integer, PartitionLeader> leaders = new HashMap<>();
    topic
        .partitions()
        .forEach(
            p ->
                leaders.put(
                    p.partitionIndex(), new PartitionLeader(p.leaderId(), p.leaderEpoch())));
    Uuid id = topic.topicId() == null ? Uuid.ZERO_UUID : topic.topicId();
    return new TopicView(topic.name(), id, Outcome.of(topic.errorCode()), leaders);
  }
}
