package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.ResolvedTopics;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;

/** A link's topics as they are on both sides now. */
final class Mirrors {
  private final List<TopicMapping> both = new ArrayList<>();
  private final List<String> notMade = new ArrayList<>();
  private final Map<String, TopicFacts> here;
  private final Map<String, TopicFacts> there;

  private Mirrors(Map<String, TopicFacts> here, Map<String, TopicFacts> there) {
    this.here = here;
    this.there = there;
  }

  static Mirrors of(Link link, Cluster source, Cluster target) {
    ResolvedTopics topics = SourceTopics.of(link, source);
    Mirrors mirrors =
        new Mirrors(
            new TopicObserver(source).observe(topics.sources()),
            new TopicObserver(target).observe(topics.targets()));
    for (TopicMapping topic : topics.topics()) {
      if (!mirrors.here.containsKey(topic.source())) {
        continue;
      }
      if (mirrors.there.containsKey(topic.target())) {
        mirrors.both.add(topic);
      } else {
        mirrors.notMade.add(topic.source());
      }
    }
    return mirrors;
  }

  /** Mirror partitions by source partition, where both sides have them. */
  Map<TopicPartition, TopicPartition> pairs() {
    Map<TopicPartition, TopicPartition> pairs =
        new TreeMap<>(
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    for (TopicMapping topic : both) {
      int partitions =
          Math.min(here.get(topic.source()).partitions(), there.get(topic.target()).partitions());
      for (int partition = 0; partition < partitions; partition++) {
        pairs.put(
            new TopicPartition(topic.source(), partition),
            new TopicPartition(topic.target(), partition));
      }
    }
    return pairs;
  }

  List<String> notMade() {
    return List.copyOf(notMade);
  }

  Map<String, Uuid> sources() {
    Map<String, Uuid> ids = new HashMap<>();
    both.forEach(topic -> ids.put(topic.source(), here.get(topic.source()).id()));
    return ids;
  }

  Map<String, Uuid> targets() {
    Map<String, Uuid> ids = new HashMap<>();
    both.forEach(topic -> ids.put(topic.target(), there.get(topic.target()).id()));
    return ids;
  }

  /** Whether one of the two removes records by key. */
  boolean cleaned(TopicPartition source, TopicPartition target) {
    return isCompacted(here.get(source.topic())) || isCompacted(there.get(target.topic()));
  }

  private static boolean isCompacted(TopicFacts topic) {
    return topic
        .effectiveConfigs()
        .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
        .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
  }
}
