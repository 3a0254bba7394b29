package io.strait.ops.slo;

import io.strait.ops.flow.ReadMark;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.Counts;
import io.strait.validator.slo.Evaluation;
import io.strait.validator.slo.EventBuckets;
import io.strait.validator.slo.Grant;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.SliSample;
import io.strait.validator.slo.TakenAction;
import io.strait.validator.slo.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * What is known about one link's objectives, as stored and since. Any thread.
 *
 * <p>Counts and grants are taken from the topic always, actions and joined partitions only while
 * another process decides about them.
 */
final class SloState {
  /** Grants that have ended are shown for a day. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Objectives objectives;
  private final String writer;
  private final EventBuckets counted;
  private final ReadMark mark = new ReadMark();
  private final Map<Sli, Counts> here = new EnumMap<>(Sli.class);
  private final Map<String, Grant> grants = new TreeMap<>();
  private final Map<String, Optional<byte[]>> toStore = new LinkedHashMap<>();
  private Map<ActionKind, TakenAction> actions = new EnumMap<>(ActionKind.class);
  private Set<TopicPartition> joined = Set.of();

  /** Knows nothing yet; {@code writer} tells this process from all others. */
  SloState(Objectives objectives, String writer) {
    this.objectives = objectives;
    this.writer = writer;
    this.counted = new EventBuckets(objectives.tiers(), writer);
  }

  /**
   * A record of the topic.
   *
   * @param deciding whether this process decides about actions now
   * @throws IllegalArgumentException if its value cannot be read
   */
  synchronized void take(SloKey key, Optional<byte[]> value, boolean deciding) {
    if (key instanceof SloKey.Bucket bucket) {
      tier(bucket.widthMillis()).ifPresent(tier -> take(tier, bucket, value));
    } else if (key instanceof SloKey.Given given) {
      value
          .map(bytes -> SloCodec.grant(given.id(), bytes))
          .ifPresentOrElse(grant -> grants.put(given.id(), grant), () -> grants.remove(given.id()));
    } else if (key instanceof SloKey.Action action && !deciding) {
      value
          .map(bytes -> SloCodec.action(action.kind(), bytes))
          .ifPresentOrElse(
              taken -> actions.put(action.kind(), taken), () -> actions.remove(action.kind()));
    } else if (key instanceof SloKey.Joined && !deciding) {
      joined = value.map(SloCodec::joined).orElse(Set.of());
    }
  }

  /** Counts events from here on. */
  synchronized void count(SliSample sample) {
    if (objectives.of(sample.sli()).isPresent()) {
      counted.add(sample);
      here.merge(sample.sli(), new Counts(sample.good(), sample.bad()), Counts::plus);
    }
  }

  synchronized List<Evaluation> evaluate(Instant now) {
    return Evaluation.all(objectives, counted, now);
  }

  /** Events that this process has counted since it started. */
  synchronized Map<Sli, Counts> here() {
    return new EnumMap<>(here);
  }

  synchronized Map<ActionKind, TakenAction> actions() {
    return new EnumMap<>(actions);
  }

  /** Decides about actions; what changed is to be stored. */
  synchronized void actions(Map<ActionKind, TakenAction> next) {
    for (ActionKind kind : ActionKind.values()) {
      Optional<TakenAction> now = Optional.ofNullable(next.get(kind));
      if (!now.equals(Optional.ofNullable(actions.get(kind)))) {
        toStore.put(new SloKey.Action(kind).text(), now.map(SloCodec::action));
      }
    }
    actions = new EnumMap<>(ActionKind.class);
    actions.putAll(next);
  }

  /** The grants, those that ended a while ago included, by their end. */
  synchronized List<Grant> grants() {
    return grants.values().stream()
        .sorted(java.util.Comparator.comparing(Grant::until).thenComparing(Grant::id))
        .toList();
  }

  synchronized Optional<Grant> lifting(ActionKind kind, Instant now) {
    return Grant.lifting(grants.values(), kind, now);
  }

  /** Whether an action is taken and nobody has lifted it. */
  synchronized boolean isInForce(ActionKind kind, Instant now) {
    return actions.containsKey(kind) && lifting(kind, now).isEmpty();
  }

  synchronized Set<TopicPartition> joined() {
    return joined;
  }

  synchronized void joined(Set<TopicPartition> now) {
    if (!now.equals(joined)) {
      joined = Set.copyOf(now);
      toStore.put(new SloKey.Joined().text(), Optional.of(SloCodec.joined(now)));
    }
  }

  /**
   * What is to be stored, by key; an empty value forgets.
   *
   * @param forgets whether what is too old may be forgotten; not while the clock may be wrong
   */
  synchronized Map<String, Optional<byte[]>> toStore(Instant now, boolean forgets) {
    if (forgets) {
      forget(now);
    }
    for (EventBuckets.Key key : counted.takeChanged()) {
      toStore.put(text(key), Optional.of(SloCodec.counts(counted.at(key))));
    }
    return new LinkedHashMap<>(toStore);
  }

  private void forget(Instant now) {
    for (EventBuckets.Key key : counted.takeExpired(now)) {
      toStore.put(text(key), Optional.empty());
    }
    for (Grant grant : List.copyOf(grants.values())) {
      if (!grant.until().plus(REMEMBERED).isAfter(now)) {
        grants.remove(grant.id());
        toStore.put(new SloKey.Given(grant.id()).text(), Optional.empty());
      }
    }
  }

  /** These have been stored. */
  synchronized void stored(Collection<String> keys) {
    new TreeSet<>(keys).forEach(toStore::remove);
  }

  /** How far the topic was read. */
  ReadMark mark() {
    return mark;
  }

  String writer() {
    return writer;
  }

  private void take(int tier, SloKey.Bucket bucket, Optional<byte[]> value) {
    EventBuckets.Key key = new EventBuckets.Key(tier, bucket.bucket(), bucket.writer());
    value
        .map(SloCodec::counts)
        .ifPresentOrElse(counts -> counted.restore(key, counts), () -> counted.drop(key));
  }

  private Optional<Integer> tier(long widthMillis) {
    List<Tier> tiers = objectives.tiers();
    for (int i = 0; i < tiers.size(); i++) {
      if (tiers.get(i).width().toMillis() == widthMillis) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private String text(EventBuckets.Key key) {
    long width = objectives.tiers().get(key.tier()).width().toMillis();
    return new SloKey.Bucket(width, key.bucket(), key.writer()).text();
  }
}
