package io.strait.replicator.sync.topic;

import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.RefusedTopic;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one look at both clusters found.
 *
 * @param topics what the link mirrors now
 * @param refused what it cannot mirror
 * @param sources of the source, by name
 * @param mirrors of the target, by name, those without a source included
 * @param hidden topics of the source of which a side does not show enough, and why
 * @param applied what was applied last, by mirror
 * @param vanished mirrors that were applied and whose source topic is certain to be gone
 * @param sameSource whether the source is certain to be the cluster that it was
 * @param known the configurations that the target's topics have; empty if it has no topic to ask
 * @param brokers of the target
 */
record Twins(
    List<TopicMapping> topics,
    List<RefusedTopic> refused,
    Map<String, TopicFacts> sources,
    Map<String, TopicFacts> mirrors,
    Map<String, String> hidden,
    Map<String, AppliedTopic> applied,
    Set<String> vanished,
    boolean sameSource,
    Optional<Set<String>> known,
    int brokers) {
  Twins {
    topics = List.copyOf(topics);
    refused = List.copyOf(refused);
    sources = Map.copyOf(sources);
    mirrors = Map.copyOf(mirrors);
    hidden = Map.copyOf(hidden);
    applied = Map.copyOf(applied);
    vanished = Set.copyOf(vanished);
  }
}
