package io.strait.replicator.engine;

import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What of a link can be copied now, and how much that should be.
 *
 * @param pairs partitions that exist on both sides
 * @param missing partitions of the source that the target lacks, while a broker of it has not heard
 *     of a topic that was just created
 * @param awaited partition 0 of topics that the source lacks
 */
record CopyPairs(List<CopyPair> pairs, List<TopicPartition> missing, List<TopicPartition> awaited) {
  static final CopyPairs NONE = new CopyPairs(List.of(), List.of(), List.of());

  CopyPairs {
    pairs = List.copyOf(pairs);
    missing = List.copyOf(missing);
    awaited = List.copyOf(awaited);
  }

  /** How many partitions the link's topics have on the source. */
  int wanted() {
    return pairs.size() + missing.size() + awaited.size();
  }

  /** Whether a topic or partition is still missing. */
  boolean partial() {
    return !missing.isEmpty() || !awaited.isEmpty();
  }

  /** Whether what is missing will be there in a moment, so that it is worth to ask again soon. */
  boolean isUnderWay() {
    return !missing.isEmpty();
  }

  /** This without the pairs of topics of the source that are not the link's any more. */
  CopyPairs only(Predicate<String> topics) {
    return new CopyPairs(
        pairs.stream().filter(pair -> topics.test(pair.source().topic())).toList(),
        missing,
        awaited);
  }

  /** This without waiting for missing partitions of these topics of the source. */
  CopyPairs notExpecting(Set<String> refused) {
    return refused.isEmpty()
        ? this
        : new CopyPairs(
            pairs,
            missing.stream().filter(one -> !refused.contains(one.topic())).toList(),
            awaited);
  }

  /**
   * This and what was known before: a cluster that does not name a topic for a moment takes nothing
   * away, unless it has another one of that name.
   */
  CopyPairs andStill(CopyPairs before) {
    Set<TopicPartition> found = pairs.stream().map(CopyPair::source).collect(Collectors.toSet());
    List<CopyPair> all = new ArrayList<>(pairs);
    Map<String, Uuid> ids =
        pairs.stream()
            .collect(
                Collectors.toMap(p -> p.source().topic(), CopyPair::sourceTopicId, (a, b) -> a));
    before.pairs().stream()
        .filter(pair -> !found.contains(pair.source()))
        .filter(
            pair ->
                ids.getOrDefault(pair.source().topic(), pair.sourceTopicId())
                    .equals(pair.sourceTopicId()))
        .forEach(all::add);
    Set<TopicPartition> known = all.stream().map(CopyPair::source).collect(Collectors.toSet());
    return new CopyPairs(
        all,
        missing.stream().filter(one -> !known.contains(one)).toList(),
        awaited.stream().filter(one -> !known.contains(one)).toList());
  }

  /** What of it belongs to a portion. */
  CopyPairs within(Portion portion) {
    return new CopyPairs(
        pairs.stream().filter(pair -> portion.covers().test(pair.source())).toList(),
        missing.stream().filter(portion.covers()).toList(),
        awaited.stream().filter(portion.covers()).toList());
  }

  /** Pairs by the facts of both sides; a topic may lack on either. */
  static CopyPairs of(
      List<TopicMapping> topics, Map<String, TopicFacts> sources, Map<String, TopicFacts> targets) {
    List<CopyPair> pairs = new ArrayList<>();
    List<TopicPartition> missing = new ArrayList<>();
    List<TopicPartition> awaited = new ArrayList<>();
    for (TopicMapping mapping : topics) {
      TopicFacts from = sources.get(mapping.source());
      TopicFacts to = targets.get(mapping.target());
      if (from == null) {
        // It will have one partition at the least.
        awaited.add(new TopicPartition(mapping.source(), 0));
        continue;
      }
      int partitions = to == null ? 0 : Math.min(from.partitions(), to.partitions());
      for (int i = 0; i < partitions; i++) {
        pairs.add(
            new CopyPair(
                new TopicPartition(from.name(), i),
                from.id(),
                new TopicPartition(to.name(), i),
                to.id()));
      }
      for (int i = partitions; i < from.partitions(); i++) {
        missing.add(new TopicPartition(from.name(), i));
      }
    }
    return new CopyPairs(pairs, missing, awaited);
  }
}
