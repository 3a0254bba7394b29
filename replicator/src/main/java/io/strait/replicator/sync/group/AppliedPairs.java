package io.strait.replicator.sync.group;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.LastApplied;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The pairs that Strait made or found, by group: what is stored, and on top of it what was found
 * since and is stored with the next write. One thread.
 */
final class AppliedPairs {
  private final LastApplied stored;
  private final Map<String, Map<TopicPartition, Optional<AppliedPosition>>> fresh = new HashMap<>();

  /** Texts seldom change from look to look. */
  private final Map<String, Parsed> parsed = new HashMap<>();

  private record Parsed(String text, Map<TopicPartition, AppliedPosition> pairs) {}

  AppliedPairs(LastApplied stored) {
    this.stored = stored;
  }

  /** All of them now. */
  Map<String, Map<TopicPartition, AppliedPosition>> all() {
    Map<String, Map<TopicPartition, AppliedPosition>> all = new TreeMap<>();
    Map<String, String> texts = stored.values(Aspect.GROUPS);
    parsed.keySet().retainAll(texts.keySet());
    texts
        .keySet()
        .forEach(
            resource -> AppliedGroup.group(resource).ifPresent(group -> all.put(group, of(group))));
    fresh.keySet().forEach(group -> all.computeIfAbsent(group, this::of));
    return all;
  }

  /** The pair of one position. */
  Optional<AppliedPosition> of(String group, TopicPartition partition) {
    Optional<AppliedPosition> change = fresh.getOrDefault(group, Map.of()).get(partition);
    return change == null ? Optional.ofNullable(parsed(group).get(partition)) : change;
  }

  private Map<TopicPartition, AppliedPosition> of(String group) {
    Map<TopicPartition, AppliedPosition> pairs = new TreeMap<>(AppliedGroup.PARTITIONS);
    pairs.putAll(parsed(group));
    merge(pairs, fresh.getOrDefault(group, Map.of()));
    return pairs;
  }

  private Map<TopicPartition, AppliedPosition> parsed(String group) {
    String resource = AppliedGroup.resource(group);
    Optional<String> text = stored.value(Aspect.GROUPS, resource);
    if (text.isEmpty()) {
      return Map.of();
    }
    Parsed known = parsed.get(resource);
    if (known == null || !known.text().equals(text.get())) {
      known = new Parsed(text.get(), AppliedGroup.pairs(text.get()));
      parsed.put(resource, known);
    }
    return known.pairs();
  }

  private static void merge(
      Map<TopicPartition, AppliedPosition> pairs,
      Map<TopicPartition, Optional<AppliedPosition>> changes) {
    changes.forEach(
        (partition, change) ->
            change.ifPresentOrElse(
                pair -> pairs.put(partition, pair), () -> pairs.remove(partition)));
  }

  /** Notes a pair, or that there is none any more; {@link #store} keeps it. */
  void note(String group, TopicPartition partition, Optional<AppliedPosition> pair) {
    fresh.computeIfAbsent(group, g -> new HashMap<>()).put(partition, pair);
  }

  /**
   * Stores what was noted about these groups; returns once it is stored.
   *
   * @throws io.strait.replicator.cluster.ClusterException if it cannot be
   */
  void store(Set<String> groups) {
    Map<String, Optional<String>> values = new TreeMap<>();
    for (String group : groups) {
      if (fresh.containsKey(group)) {
        values.put(AppliedGroup.resource(group), AppliedGroup.text(of(group)));
      }
    }
    values
        .entrySet()
        .removeIf(entry -> entry.getValue().equals(stored.value(Aspect.GROUPS, entry.getKey())));
    if (!values.isEmpty()) {
      stored.applied(Aspect.GROUPS, values);
    }
    fresh.keySet().removeAll(groups);
  }

  /** Stores all that was noted. */
  void store() {
    store(Set.copyOf(fresh.keySet()));
  }
}
