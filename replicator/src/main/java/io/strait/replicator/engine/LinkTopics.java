package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicFault;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.sync.topic.TopicDiff;
import io.strait.replicator.sync.topic.TopicPolicy;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.RefusedTopic;
import io.strait.replicator.topology.ResolvedTopics;
import io.strait.replicator.topology.TopicMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the mirror topics of one link in step and names the partition pairs to copy. A topic that
 * cannot be mirrored is refused by itself; the others go on.
 */
final class LinkTopics {
  private static final Logger log = LoggerFactory.getLogger(LinkTopics.class);

  /** Partitions are compared at every look, configurations that often. */
  private static final Duration CONFIGS = Duration.ofSeconds(15);

  private final Link link;
  private final TopicObserver source;
  private final TopicObserver target;
  private final TopicNames names;
  private final TopicPolicy policy;
  private final TargetTopics demands;
  private final FailedActs failed = new FailedActs();
  private volatile Optional<Seen> last = Optional.empty();
  private volatile long configsAt;
  private Map<String, SourceSettings> settings = Map.of();
  private Map<String, String> refused = new HashMap<>();
  private volatile Set<String> copied = Set.of();
  private Optional<Set<String>> known = Optional.empty();

  /**
   * @param policy what mirror topics are made with
   * @param demands told what the mirror topics are like at every look
   */
  LinkTopics(Link link, Cluster source, Cluster target, TopicPolicy policy, TargetTopics demands) {
    this.link = link;
    this.policy = policy;
    this.demands = demands;
    this.source = new TopicObserver(source);
    this.target = new TopicObserver(target);
    this.names = new TopicNames(link.selection(), source);
  }

  /**
   * Creates and grows mirror topics as needed. A topic that the source does not have yet is waited
   * for.
   *
   * @return what can be copied now; a partition just created may follow with the next call
   */
  CopyPairs reconcile() {
    return reconcile(look());
  }

  /**
   * What both sides said a moment ago.
   *
   * @param topics what the link mirrors now
   * @param unseen topics of the source of which a side does not show enough, and why
   */
  record Seen(
      ResolvedTopics topics,
      Map<String, TopicFacts> sources,
      Map<String, TopicFacts> targets,
      Map<String, String> unseen) {}

  /** Reads both sides and changes nothing; one thread at a time. */
  Seen look() {
    ResolvedTopics topics = names.resolve();
    try (AtOnce both = new AtOnce("strait-topics-" + link.name())) {
      long now = System.nanoTime();
      boolean all = last.isEmpty() || now - configsAt >= CONFIGS.toNanos();
      Map<String, TopicFacts> sources = all ? Map.of() : last.get().sources();
      Map<String, TopicFacts> targets = all ? Map.of() : last.get().targets();
      Supplier<TopicObserver.Observed> asked =
          both.begin(() -> source.survey(topics.sources(), sources));
      TopicObserver.Observed mirrors = target.survey(topics.targets(), targets);
      TopicObserver.Observed found = asked.get();
      Seen seen =
          new Seen(
              topics,
              found.facts(),
              mirrors.facts(),
              unseen(topics, found.hidden(), mirrors.hidden()));
      last = Optional.of(seen);
      configsAt = all ? now : configsAt;
      return seen;
    }
  }

  private static Map<String, String> unseen(
      ResolvedTopics topics,
      Map<String, ClusterException> sources,
      Map<String, ClusterException> targets) {
    Map<String, String> unseen = new HashMap<>();
    for (TopicMapping mapping : topics.topics()) {
      Optional.ofNullable(sources.get(mapping.source()))
          .map(error -> hidden(error, mapping.source()))
          .or(
              () ->
                  Optional.ofNullable(targets.get(mapping.target()))
                      .map(error -> hidden(error, mapping.target())))
          .ifPresent(reason -> unseen.put(mapping.source(), reason));
    }
    return unseen;
  }

  private static String hidden(ClusterException error, String topic) {
    return TopicFault.of(error, "cannot be seen", "DESCRIBE and DESCRIBE_CONFIGS", topic);
  }

  /** The same with what {@link #look} has just found. */
  CopyPairs reconcile(Seen seen) {
    demands.observed(seen.targets());
    settings =
        seen.sources().values().stream()
            .collect(Collectors.toMap(TopicFacts::name, SourceSettings::of));
    Map<String, String> unfit = new HashMap<>();
    seen.topics().refused().forEach(one -> unfit.put(one.topic(), one.reason()));
    learnKeys(seen);
    Map<TopicMapping, TopicChange> changes = changes(seen, unfit);
    failed.keepOnly(changes.values());
    Map<String, TopicFacts> targets = changes.isEmpty() ? seen.targets() : applied(seen, changes);
    Set<String> fitting = new HashSet<>(seen.topics().sources());
    fitting.removeAll(unfit.keySet());
    copied = Set.copyOf(fitting);
    refused = new HashMap<>(seen.unseen());
    refused.putAll(unfit);
    for (TopicMapping mapping : seen.topics().topics()) {
      failed.reason(mapping.target()).ifPresent(why -> refused.put(mapping.source(), why));
    }
    List<TopicMapping> fit =
        seen.topics().topics().stream()
            .filter(mapping -> names.isAwaited(mapping, seen.sources()))
            .filter(mapping -> isFit(mapping, targets))
            .toList();
    return CopyPairs.of(fit, seen.sources(), targets).notExpecting(refused.keySet());
  }

  /** A mirror that exists and cannot grow is copied as far as it goes. */
  private boolean isFit(TopicMapping mapping, Map<String, TopicFacts> targets) {
    return !refused.containsKey(mapping.source())
        || failed.reason(mapping.target()).isPresent() && targets.containsKey(mapping.target());
  }

  /** Which configurations the target has, before the first mirror is made there. */
  private void learnKeys(Seen seen) {
    boolean makes =
        seen.topics().topics().stream()
            .anyMatch(
                topic ->
                    seen.sources().containsKey(topic.source())
                        && !seen.targets().containsKey(topic.target()));
    if (known.isEmpty() && makes) {
      known =
          target.survey(List.of(LinkRegistry.TOPIC), Map.of()).facts().values().stream()
              .findFirst()
              .map(facts -> facts.effectiveConfigs().keySet());
    }
  }

  /** What the target lacks; adds to {@code unfit} what it must not have. */
  private Map<TopicMapping, TopicChange> changes(Seen seen, Map<String, String> unfit) {
    Map<TopicMapping, TopicChange> changes = new HashMap<>();
    for (TopicMapping mapping : seen.topics().topics()) {
      boolean known =
          seen.sources().containsKey(mapping.source())
              && !seen.unseen().containsKey(mapping.source());
      Optional<TopicChange> change = known ? change(mapping, seen) : Optional.empty();
      if (change.isPresent() && change.get() instanceof TopicChange.Refuse refuse) {
        unfit.put(mapping.source(), refuse.reason());
      } else {
        change.ifPresent(one -> changes.put(mapping, one));
      }
    }
    return changes;
  }

  private Optional<TopicChange> change(TopicMapping mapping, Seen seen) {
    return TopicDiff.between(
            mapping,
            Optional.of(seen.sources().get(mapping.source())),
            Optional.ofNullable(seen.targets().get(mapping.target())),
            policy,
            known)
        .stream()
        .findFirst();
  }

  /** How the source cleans the link's topics, as of the last {@link #reconcile}. */
  Map<String, SourceSettings> settings() {
    return settings;
  }

  /** What is not mirrored as of the last {@link #reconcile}, with the reason by source topic. */
  List<RefusedTopic> refused() {
    return refused.entrySet().stream()
        .map(entry -> new RefusedTopic(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * Whether a topic of the source is still the link's, as of the last {@link #reconcile}; if not,
   * its partitions must be let go of. It is not if it cannot be mirrored as it is now, or if a
   * pattern brought it and the source has it no more. Any thread.
   */
  boolean isCopied(String topic) {
    return copied.contains(topic);
  }

  private Map<String, TopicFacts> applied(Seen seen, Map<TopicMapping, TopicChange> wanted) {
    Map<String, ClusterException> errors = new HashMap<>();
    Map<String, TopicFacts> now = new HashMap<>(seen.targets());
    List<TopicChange> changes =
        wanted.values().stream().filter(change -> !failed.mustWait(change)).toList();
    List<TopicChange.Create> creates = bounded(changes);
    int untold = 0;
    if (!creates.isEmpty()) {
      TopicObserver.Created created = target.createEach(creates);
      // Asking again would say less: what was just created is not known everywhere at once.
      now.putAll(created.made());
      errors.putAll(created.failed());
      untold = creates.size() - created.made().size() - created.failed().size();
    }
    boolean grown = false;
    for (TopicChange change : changes) {
      if (change instanceof TopicChange.Grow grow) {
        grown |= grow(grow, errors);
      }
    }
    if (grown || untold > 0) {
      now.putAll(target.survey(seen.topics().targets(), Map.of()).facts());
    }
    changes.stream()
        .filter(change -> !errors.containsKey(FailedActs.topic(change)))
        .forEach(this::say);
    failed.tried(changes, errors);
    demands.observed(now);
    return now;
  }

  private boolean grow(TopicChange.Grow grow, Map<String, ClusterException> errors) {
    try {
      target.apply(grow);
      return true;
    } catch (ClusterException e) {
      errors.put(grow.topic(), e);
      return false;
    }
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
    return creates.stream().map(create -> create.atMost(brokers)).toList();
  }

  private void say(TopicChange change) {
    log.atInfo()
        .addKeyValue("link", link.name())
        .addKeyValue("change", change)
        .log("Mirror topic changed");
  }
}
