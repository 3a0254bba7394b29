package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.ResolvedTopics;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.topology.TopicSelection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What a link's selection means now. A source that leaves topics out of an answer for a moment
 * takes nothing away: what patterns brought stays until it has been absent for some twenty seconds.
 * Used by one thread at a time.
 */
final class TopicNames {
  private final TopicSelection selection;
  private final Cluster source;
  private final Map<String, Absence> absent = new HashMap<>();
  private Set<String> listed = Set.of();
  private ResolvedTopics resolved;

  TopicNames(TopicSelection selection, Cluster source) {
    this.selection = selection;
    this.source = source;
    this.resolved = selection.resolve(Set.of());
  }

  /** What the link mirrors now; asks the source only if patterns belong to the selection. */
  ResolvedTopics resolve() {
    if (selection.isOpen()) {
      observe(source.await("listing its topics", source.admin().listTopics().names()), nowMillis());
    }
    return resolved;
  }

  /** What the link mirrors, as of the last look. */
  ResolvedTopics resolved() {
    return resolved;
  }

  /** The source has these topics now. */
  void observe(Set<String> names, long nowMillis) {
    Set<String> former =
        resolved.sources().stream()
            .filter(topic -> !names.contains(topic))
            .collect(Collectors.toSet());
    absent.keySet().retainAll(former);
    former.forEach(
        topic ->
            absent.merge(topic, Absence.from(nowMillis), (seen, fresh) -> seen.again(nowMillis)));
    if (names.equals(listed) && absent.isEmpty()) {
      return;
    }
    Set<String> all = new HashSet<>(names);
    former.stream().filter(topic -> !absent.get(topic).isLasting()).forEach(all::add);
    listed = Set.copyOf(names);
    resolved = selection.resolve(all);
  }

  /** Whether a topic is copied or waited for: what a pattern brought is not waited for. */
  boolean isAwaited(TopicMapping topic, Map<String, TopicFacts> sources) {
    return sources.containsKey(topic.source()) || selection.names().contains(topic.source());
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
