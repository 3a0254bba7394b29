package io.strait.replicator.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;

/** Builds the requests of a fetch session: by topic id from version 13 on, by name before. */
final class FetchRequests {
  static final short NEWEST_WITH_IDS = 17;
  static final short NEWEST_BY_NAME = 12;
  private static final short FIRST_WITH_LAST_EPOCH = 12;

  private FetchRequests() {}

  static FetchRequestData of(
      int sessionId,
      int epoch,
      FetchLimits limits,
      int partitionMaxBytes,
      Collection<FetchPosition> asked,
      Collection<FetchPosition> forgotten,
      short version) {
    return new FetchRequestData()
        .setMaxWaitMs(limits.maxWaitMillis())
        .setMinBytes(1)
        .setMaxBytes(limits.maxBytes())
        .setIsolationLevel(
            (limits.committedOnly()
                    ? IsolationLevel.READ_COMMITTED
                    : IsolationLevel.READ_UNCOMMITTED)
                .id())
        .setSessionId(sessionId)
        .setSessionEpoch(epoch)
        .setTopics(topics(asked, partitionMaxBytes, version))
        .setForgottenTopicsData(forgotten(forgotten));
  }

  private static List<FetchTopic> topics(
      Collection<FetchPosition> asked, int partitionMaxBytes, short version) {
    Map<String, FetchTopic> topics = new LinkedHashMap<>();
    for (FetchPosition position : asked) {
      FetchPartition partition =
          new FetchPartition()
              .setPartition(position.partition().partition())
              .setFetchOffset(position.offset())
              .setPartitionMaxBytes(partitionMaxBytes);
      if (version >= FIRST_WITH_LAST_EPOCH) {
        partition.setLastFetchedEpoch(position.lastEpoch());
      }
      topics
          .computeIfAbsent(
              position.partition().topic(),
              name -> new FetchTopic().setTopic(name).setTopicId(position.topicId()))
          .partitions()
          .add(partition);
    }
    return new ArrayList<>(topics.values());
  }

  private static List<ForgottenTopic> forgotten(Collection<FetchPosition> forgotten) {
    Map<String, ForgottenTopic> topics = new LinkedHashMap<>();
    for (FetchPosition position : forgotten) {
      topics
          .computeIfAbsent(
              position.partition().topic(),
              name -> new ForgottenTopic().setTopic(name).setTopicId(position.topicId()))
          .partitions()
          .add(position.partition().partition());
    }
    return new ArrayList<>(topics.values());
  }
}
