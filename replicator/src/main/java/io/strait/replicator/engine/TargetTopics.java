package io.strait.replicator.engine;

import io.strait.replicator.sync.TopicFacts;
import java.util.HashMap;
import java.util.Map;

/** What each mirror topic demands, as last read. Set by the link's thread, read by any. */
final class TargetTopics {
  private volatile Map<String, TargetTopic> topics = Map.of();

  void observed(Map<String, TopicFacts> facts) {
    Map<String, TargetTopic> next = new HashMap<>(topics);
    facts.forEach((name, topic) -> next.put(name, TargetTopic.of(topic)));
    topics = Map.copyOf(next);
  }

  TargetTopic of(String topic) {
    return topics.getOrDefault(topic, TargetTopic.unknown());
  }
}
