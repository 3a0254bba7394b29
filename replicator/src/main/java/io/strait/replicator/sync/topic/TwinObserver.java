package io.strait.replicator.sync.topic;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicFault;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.ResolvedTopics;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads both clusters and what was applied; writes nothing. */
final class TwinObserver {
  /** Key under which the id of the source cluster is kept among what was applied. */
  static final String SOURCE_CLUSTER = "source cluster";

  private static final String PREFIX = "topic ";
  private static final String NEEDED = "DESCRIBE and DESCRIBE_CONFIGS";

  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private final LastApplied applied;

  TwinObserver(Link link, Cluster source, Cluster target, LastApplied applied) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.applied = applied;
  }

  /** The source cluster's own id. */
  String sourceId() {
    return source.await("reading its id", source.admin().describeCluster().clusterId());
  }

  Twins look() {
    ResolvedTopics resolved = SourceTopics.of(link, source);
    Map<String, AppliedTopic> last = applied();
    Set<String> former = former(last, resolved);
    CompletableFuture<TopicObserver.Observed> asked =
        CompletableFuture.supplyAsync(
            () -> new TopicObserver(source).survey(sources(resolved, last, former), Map.of()),
            task -> new Thread(task, "strait-topics-" + link.name()).start());
    Set<String> names = new HashSet<>(resolved.targets());
    names.addAll(former);
    TopicObserver targets = new TopicObserver(target);
    TopicObserver.Observed mirrors = targets.survey(names, Map.of());
    TopicObserver.Observed sources = joined(asked);
    return new Twins(
        resolved.topics(),
        resolved.refused(),
        sources.facts(),
        mirrors.facts(),
        hidden(resolved, sources.hidden(), mirrors.hidden()),
        last,
        vanished(former, last, sources, mirrors.facts()),
        applied.value(Aspect.TOPICS, SOURCE_CLUSTER).map(sourceId()::equals).orElse(true),
        known(targets, mirrors.facts()),
        targets.brokers());
  }

  /** Of a mirror, or of any other topic that may be seen. */
  private Optional<Set<String>> known(TopicObserver targets, Map<String, TopicFacts> mirrors) {
    Map<String, TopicFacts> some = mirrors;
    if (mirrors.isEmpty()) {
      Set<String> names = target.await("listing its topics", target.admin().listTopics().names());
      some = targets.survey(names.stream().limit(1).toList(), Map.of()).facts();
    }
    return some.values().stream().findFirst().map(one -> one.effectiveConfigs().keySet());
  }

  private Map<String, AppliedTopic> applied() {
    Map<String, AppliedTopic> last = new TreeMap<>();
    applied
        .values(Aspect.TOPICS)
        .forEach(
            (resource, text) -> {
              if (resource.startsWith(PREFIX)) {
                AppliedTopic.of(text)
                    .ifPresent(one -> last.put(resource.substring(PREFIX.length()), one));
              }
            });
    return last;
  }

  /** Mirrors of topics that the link would mirror if the source had them. */
  private Set<String> former(Map<String, AppliedTopic> last, ResolvedTopics resolved) {
    Set<String> former = new HashSet<>();
    Set<TopicMapping> present = new HashSet<>(resolved.topics());
    last.forEach(
        (mirror, topic) -> {
          boolean ours =
              link.selection().covers(topic.source())
                  && link.selection().naming().target(topic.source()).equals(mirror);
          boolean listed = present.contains(new TopicMapping(topic.source(), mirror));
          if (ours && (!listed || link.selection().names().contains(topic.source()))) {
            former.add(mirror);
          }
        });
    return former;
  }

  private static List<String> sources(
      ResolvedTopics resolved, Map<String, AppliedTopic> last, Set<String> former) {
    Set<String> names = new HashSet<>(resolved.sources());
    former.forEach(mirror -> names.add(last.get(mirror).source()));
    return new ArrayList<>(names);
  }

  /** Asked for by name and neither found nor hidden; and the mirror is the one that was applied. */
  private static Set<String> vanished(
      Set<String> former,
      Map<String, AppliedTopic> last,
      TopicObserver.Observed sources,
      Map<String, TopicFacts> mirrors) {
    Set<String> vanished = new HashSet<>();
    for (String mirror : former) {
      AppliedTopic topic = last.get(mirror);
      boolean gone =
          !sources.facts().containsKey(topic.source())
              && !sources.hidden().containsKey(topic.source());
      TopicFacts found = mirrors.get(mirror);
      if (gone && found != null && found.id().equals(topic.mirrorId())) {
        vanished.add(mirror);
      }
    }
    return vanished;
  }

  private static Map<String, String> hidden(
      ResolvedTopics topics,
      Map<String, ClusterException> sources,
      Map<String, ClusterException> targets) {
    Map<String, String> hidden = new HashMap<>();
    for (TopicMapping mapping : topics.topics()) {
      Optional.ofNullable(targets.get(mapping.target()))
          .map(error -> "it " + TopicFault.of(error, "cannot be seen", NEEDED, mapping.target()))
          .ifPresent(why -> hidden.put(mapping.source(), why));
      Optional.ofNullable(sources.get(mapping.source()))
          .map(error -> "it " + TopicFault.of(error, "cannot be seen", NEEDED, mapping.source()))
          .ifPresent(why -> hidden.put(mapping.source(), why));
    }
    return hidden;
  }

  private static TopicObserver.Observed joined(CompletableFuture<TopicObserver.Observed> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
