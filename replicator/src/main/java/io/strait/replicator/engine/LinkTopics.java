package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicDiff;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.ResolvedTopics;
import io.strait.replicator.topology.TopicMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** Partitions are compared at every look, configurations that often. */
  private static final Duration CONFIGS = Duration.ofSeconds(15);

  private static final ResolvedTopics NO_TOPICS = new ResolvedTopics(List.of(), List.of());
  private static final Seen NOTHING = new Seen(NO_TOPICS, Map.of(), Map.of());

  private final Link link;
  private final Cluster from;
  private final TopicObserver source;
  private final TopicObserver target;
  private final TargetTopics demands;
  private volatile Optional<Seen> last = Optional.empty();
  private volatile long configsAt;
  private Map<String, SourceSettings> settings = Map.of();

  /**
   * @param demands told what the mirror topics are like at every look
   */
  LinkTopics(Link link, Cluster source, Cluster target, TargetTopics demands) {
    this.link = link;
    this.demands = demands;
    this.from = source;
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
    return reconcile(look());
  }

  /** What both sides said a moment ago. */
  record Seen(
      ResolvedTopics topics, Map<String, TopicFacts> sources, Map<String, TopicFacts> targets) {}

  /** Reads both sides and changes nothing; one thread at a time. */
  Seen look() {
    ResolvedTopics topics = SourceTopics.of(link, from);
    try (AtOnce both = new AtOnce("strait-topics-" + link.name())) {
      long now = System.nanoTime();
      boolean all = last.isEmpty() || now - configsAt >= CONFIGS.toNanos();
      Seen known = all ? NOTHING : last.get();
      Supplier<Map<String, TopicFacts>> asked =
          both.begin(() -> source.observe(topics.sources(), known.sources()));
      Map<String, TopicFacts> targets = target.observe(topics.targets(), known.targets());
      Seen seen = new Seen(topics, asked.get(), targets);
      last = Optional.of(seen);
      configsAt = all ? now : configsAt;
      return seen;
    }
  }

  /** The same with what {@link #look} has just found. */
  CopyPairs reconcile(Seen seen) {
    Map<String, TopicFacts> sources = seen.sources();
    demands.observed(seen.targets());
    settings =
        sources.values().stream().collect(Collectors.toMap(TopicFacts::name, SourceSettings::of));
    List<TopicChange> changes = new ArrayList<>();
    for (TopicMapping mapping : seen.topics().topics()) {
      if (!sources.isEmpty() && !sources.containsKey(mapping.source())) {
        // Told about a topic before it exists: the others do not wait for it.
        continue;
      }
      changes.addAll(
          TopicDiff.between(
              mapping,
              Optional.ofNullable(sources.get(mapping.source())),
              Optional.ofNullable(seen.targets().get(mapping.target())),
              Integer.MAX_VALUE));
    }
    refuse(changes);
    return changes.isEmpty()
        ? CopyPairs.of(seen.topics().topics(), sources, seen.targets())
        : applied(seen, changes);
  }

  /** How the source cleans the link's topics, as of the last {@link #reconcile}. */
  Map<String, SourceSettings> settings() {
    return settings;
  }

  private CopyPairs applied(Seen seen, List<TopicChange> changes) {
    List<TopicChange.Create> creates = bounded(changes);
    Map<String, TopicFacts> made = creates.isEmpty() ? Map.of() : target.create(creates);
    creates.forEach(this::say);
    List<TopicChange> others =
        changes.stream().filter(change -> !(change instanceof TopicChange.Create)).toList();
    for (TopicChange change : others) {
      target.apply(change);
      say(change);
    }
    Map<String, TopicFacts> now = new HashMap<>(seen.targets());
    if (others.isEmpty() && made.size() == creates.size()) {
      // Asking again would say less: what was just created is not known everywhere at once.
      now.putAll(made);
    } else {
      now.putAll(target.observe(seen.topics().targets()));
    }
    demands.observed(now);
    return CopyPairs.of(seen.topics().topics(), seen.sources(), now);
  }

  private List<TopicChange.Create> bounded(List<TopicChange> changes) {
    List<TopicChange.Create> creates = new ArrayList<>();
    for (TopicChange change : changes) {
      if (change instanceof TopicChange.Create create) {
        creates.add(create);
      }
    }
    if (creates.stream().allMatch(create -> create.replicas() == 1)) {
      return creates;
    }
    int brokers = target.brokers();
    return creates.stream()
        .map(
            create ->
                new TopicChange.Create(
                    create.topic(),
                    create.partitions(),
                    Math.min(create.replicas(), brokers),
                    create.configs()))
        .toList();
  }

  private void say(TopicChange change) {
    log.atInfo()
        .addKeyValue("link", link.name())
        .addKeyValue("change", change)
        .log("Mirror topic changed");
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
