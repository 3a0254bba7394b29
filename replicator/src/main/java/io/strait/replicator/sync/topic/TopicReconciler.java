package io.strait.replicator.sync.topic;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.Reconciler;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a link's mirror topics: existence, partitions, configurations, and deletion by policy.
 *
 * <p>Needs DESCRIBE and DESCRIBE_CONFIGS on the topics of both sides, and on the target CREATE,
 * ALTER, ALTER_CONFIGS and, where mirrors are deleted, DELETE. An apply also writes down which
 * mirrors are as they should be without having been written, so that a later change by hand can be
 * told from one on the source. A running link creates and grows its mirrors by itself, by the same
 * table; this closes what is left, and everything where no link runs.
 *
 * <p>Not guaranteed: that a mirror is not written between the look at it and its deletion.
 */
public final class TopicReconciler implements Reconciler {
  private final TwinObserver observer;
  private final TopicWriter writer;
  private final LastApplied applied;
  private final TopicPolicy policy;
  private final Drift drift;
  private final boolean confirmed;
  private final Clock clock;
  private Optional<Seen> seen = Optional.empty();

  /** The last comparison and what it was made from. */
  private record Seen(Twins found, TopicTwinDiff diff) {}

  /**
   * Uses the clusters without closing them; no I/O before {@link #plan}.
   *
   * @param confirmed whether mirrors without a source may be deleted at once
   */
  public TopicReconciler(
      Link link,
      Cluster source,
      Cluster target,
      TopicPolicy policy,
      Drift drift,
      boolean confirmed,
      LastApplied applied,
      Clock clock) {
    this.observer = new TwinObserver(link, source, target, applied);
    this.writer = new TopicWriter(target);
    this.applied = applied;
    this.policy = policy;
    this.drift = drift;
    this.confirmed = confirmed;
    this.clock = clock;
  }

  @Override
  public Aspect aspect() {
    return Aspect.TOPICS;
  }

  @Override
  public TwinPlan plan() {
    Seen now = look();
    return new TwinPlan(
        Aspect.TOPICS,
        now.found().topics().size() + now.found().vanished().size(),
        now.diff().differences(),
        TopicNotes.of(now.found(), policy));
  }

  private Seen look() {
    Twins found = observer.look();
    Seen now = new Seen(found, new TopicTwinDiff(found, policy, drift, clock.instant(), confirmed));
    seen = Optional.of(now);
    return now;
  }

  /** {@inheritDoc} It must be the last plan of this object; an older one is made again first. */
  @Override
  public List<Outcome> apply(TwinPlan plan) {
    Seen now =
        seen.filter(one -> plan.differences().equals(one.diff().differences()))
            .orElseGet(this::look);
    List<Difference> wanted = new ArrayList<>(plan.toApply());
    wanted.retainAll(now.diff().differences());
    List<Outcome> outcomes = writer.write(wanted, now.diff().creations(), now.found());
    remember(now, outcomes);
    return outcomes;
  }

  private void remember(Seen now, List<Outcome> outcomes) {
    Map<String, AppliedTopic> next = new HashMap<>(now.diff().kept());
    Map<String, Optional<String>> news = new HashMap<>();
    for (TopicMapping topic : now.found().topics()) {
      TopicFacts made = writer.made().get(topic.target());
      if (made != null) {
        Map<String, String> configs = now.diff().creations().get(topic.target()).configs();
        next.put(
            topic.target(), new AppliedTopic(topic.source(), made.id(), configs, Optional.empty()));
      }
    }
    for (Outcome outcome : outcomes) {
      String resource = outcome.difference().resource();
      String mirror = resource.substring(TopicTwinDiff.resource("").length());
      boolean whole = outcome.difference().field().isEmpty();
      if (outcome.done() && whole && outcome.difference().verb() == Difference.Verb.DELETE) {
        next.remove(mirror);
        news.put(resource, Optional.empty());
      } else if (outcome.done() && !whole) {
        next.computeIfPresent(mirror, (name, topic) -> with(topic, outcome.difference()));
      }
    }
    next.forEach(
        (mirror, topic) -> {
          if (!topic.equals(now.found().applied().get(mirror))) {
            news.put(TopicTwinDiff.resource(mirror), Optional.of(topic.text()));
          }
        });
    if (applied.value(Aspect.TOPICS, TwinObserver.SOURCE_CLUSTER).isEmpty()) {
      news.put(TwinObserver.SOURCE_CLUSTER, Optional.of(observer.sourceId()));
    }
    if (!news.isEmpty()) {
      applied.applied(Aspect.TOPICS, news);
    }
  }

  private static AppliedTopic with(AppliedTopic topic, Difference done) {
    if (!done.field().startsWith(ConfigDiff.FIELD)) {
      return topic;
    }
    String key = done.field().substring(ConfigDiff.FIELD.length());
    Map<String, String> configs = new HashMap<>(topic.configs());
    done.wanted().ifPresentOrElse(value -> configs.put(key, value), () -> configs.remove(key));
    return new AppliedTopic(topic.source(), topic.mirrorId(), configs, topic.vanishedAt());
  }

  @Override
  public void close() {
    // The clusters belong to whoever gave them.
  }
}
