package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicDiff;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the mirror topics of one link in step and names the partition pairs to copy. */
final class LinkTopics {
  private static final Logger log = LoggerFactory.getLogger(LinkTopics.class);

  private final Link link;
  private final TopicObserver source;
  private final TopicObserver target;
  private final TargetTopics demands;
  private Map<String, SourceSettings> settings = Map.of();

  /**
   * @param demands told what the mirror topics are like at every look
   */
  LinkTopics(Link link, Cluster source, Cluster target, TargetTopics demands) {
    this.link = link;
    this.demands = demands;
    this.source = new TopicObserver(source);
    this.target = new TopicObserver(target);
  }

  /**
   * Creates and grows mirror topics as needed. A topic that the source does not have yet is waited
   * for, unless it has none of the link's.
   *
   * @return what can be copied now; a partition just created may follow with the next call
   * @throws LinkRefused if a topic cannot be mirrored
   */
  CopyPairs reconcile() {
    List<String> sourceNames = link.topics().stream().map(TopicMapping::source).toList();
    List<String> targetNames = link.topics().stream().map(TopicMapping::target).toList();
    Map<String, TopicFacts> sources;
    Map<String, TopicFacts> targets;
    try (AtOnce both = new AtOnce("strait-topics-" + link.name())) {
      Supplier<Map<String, TopicFacts>> asked = both.begin(() -> source.observe(sourceNames));
      targets = target.observe(targetNames);
      sources = asked.get();
    }
    demands.observed(targets);
    settings =
        sources.values().stream().collect(Collectors.toMap(TopicFacts::name, SourceSettings::of));
    List<TopicChange> changes = new ArrayList<>();
    for (TopicMapping mapping : link.topics()) {
      if (!sources.isEmpty() && !sources.containsKey(mapping.source())) {
        // Told about a topic before it exists: the others do not wait for it.
        continue;
      }
      changes.addAll(
          TopicDiff.between(
              mapping,
              Optional.ofNullable(sources.get(mapping.source())),
              Optional.ofNullable(targets.get(mapping.target())),
              Integer.MAX_VALUE));
    }
    refuse(changes);
    return changes.isEmpty()
        ? CopyPairs.of(link, sources, targets)
        : applied(sources, changes, targetNames);
  }

  /** How the source cleans the link's topics, as of the last {@link #reconcile}. */
  Map<String, SourceSettings> settings() {
    return settings;
  }

  private CopyPairs applied(
      Map<String, TopicFacts> sources, List<TopicChange> changes, List<String> targetNames) {
    int brokers = target.brokers();
    for (TopicChange change : changes) {
      TopicChange bounded =
          change instanceof TopicChange.Create c
              ? new TopicChange.Create(
                  c.topic(), c.partitions(), Math.min(c.replicas(), brokers), c.configs())
              : change;
      target.apply(bounded);
      log.atInfo()
          .addKeyValue("link", link.name())
          .addKeyValue("change", bounded)
          .log("Mirror topic changed");
    }
    Map<String, TopicFacts> made = target.observe(targetNames);
    demands.observed(made);
    return CopyPairs.of(link, sources, made);
  }

  private void refuse(List<TopicChange> changes) {
    List<String> reasons = new ArrayList<>();
    for (TopicChange change : changes) {
      if (change instanceof TopicChange.Refuse refuse) {
        reasons.add("topic '" + refuse.topic() + "' " + refuse.reason());
      }
    }
    if (!reasons.isEmpty()) {
      throw new LinkRefused("link '" + link.name() + "': " + String.join("; ", reasons));
    }
  }
}
