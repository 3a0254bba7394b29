package io.strait.replicator.topology;

import java.util.List;

/**
 * What a selection means for the topics that a source has now.
 *
 * @param topics what is mirrored and where to: first what the link names, present or not, in its
 *     order, then what its patterns bring, by name. No two have the same target
 * @param refused what cannot be, each for a reason of its own
 */
public record ResolvedTopics(List<TopicMapping> topics, List<RefusedTopic> refused) {
  /** Keeps copies. */
  public ResolvedTopics {
    topics = List.copyOf(topics);
    refused = List.copyOf(refused);
  }

  /** Names on the source, in order. */
  public List<String> sources() {
    return topics.stream().map(TopicMapping::source).toList();
  }

  /** Names on the target, in order. */
  public List<String> targets() {
    return topics.stream().map(TopicMapping::target).toList();
  }
}
