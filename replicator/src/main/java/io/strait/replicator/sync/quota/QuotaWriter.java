package io.strait.replicator.sync.quota;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * Sets and removes quotas in batches, and believes only what the target shows afterwards. What is
 * about to be set is written down before. One use, one thread.
 */
final class QuotaWriter {
  static final int BATCH = 250;
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Cluster target;
  private final LastApplied applied;
  private final Clock clock;
  private final Map<Difference, QuotaPlan.Change> changes;
  private final Map<Difference, Outcome> outcomes = new LinkedHashMap<>();
  private Optional<String> hopeless = Optional.empty();

  QuotaWriter(
      Cluster target, LastApplied applied, Clock clock, Map<Difference, QuotaPlan.Change> changes) {
    this.target = target;
    this.applied = applied;
    this.clock = clock;
    this.changes = changes;
  }

  List<Outcome> write(List<Difference> differences) {
    Map<ClientQuotaEntity, List<Difference>> byEntity = new LinkedHashMap<>();
    for (Difference one : differences) {
      Optional.ofNullable(changes.get(one))
          .ifPresentOrElse(
              change ->
                  byEntity
                      .computeIfAbsent(change.key().entity(), entity -> new ArrayList<>())
                      .add(one),
              () -> fail(one, "it was not compared just before; plan again"));
    }
    List<ClientQuotaEntity> entities = List.copyOf(byEntity.keySet());
    for (int from = 0; from < entities.size(); from += BATCH) {
      Map<ClientQuotaEntity, List<Difference>> batch = new LinkedHashMap<>();
      entities
          .subList(from, Math.min(from + BATCH, entities.size()))
          .forEach(entity -> batch.put(entity, byEntity.get(entity)));
      attempt(batch);
    }
    if (outcomes.values().stream().anyMatch(Outcome::done)) {
      readBack();
    }
    return List.copyOf(outcomes.values());
  }

  private void attempt(Map<ClientQuotaEntity, List<Difference>> batch) {
    if (hopeless.isPresent()) {
      batch.values().forEach(all -> all.forEach(one -> fail(one, "not tried: " + hopeless.get())));
      return;
    }
    Map<String, Optional<String>> begun = new TreeMap<>();
    batch.values().forEach(all -> all.forEach(one -> begun.put(written(one), begun(one))));
    applied.applied(Aspect.QUOTAS, begun);
    List<ClientQuotaAlteration> alterations = new ArrayList<>();
    batch.forEach((entity, all) -> alterations.add(alteration(entity, all)));
    Map<ClientQuotaEntity, KafkaFuture<Void>> answers =
        target.admin().alterClientQuotas(alterations).values();
    batch.forEach((entity, all) -> judge(all, answers.get(entity)));
  }

  private ClientQuotaAlteration alteration(ClientQuotaEntity entity, List<Difference> all) {
    return new ClientQuotaAlteration(
        entity,
        all.stream()
            .map(changes::get)
            .map(one -> new ClientQuotaAlteration.Op(one.key().key(), one.value().orElse(null)))
            .toList());
  }

  private void judge(List<Difference> all, KafkaFuture<Void> answer) {
    try {
      target.await("changing quotas (needs ALTER_CONFIGS on the cluster)", answer);
      all.forEach(one -> outcomes.put(one, Outcome.done(one)));
    } catch (ClusterException e) {
      if (e.kind() != FaultKind.FATAL) {
        hopeless = Optional.of(e.getMessage());
      }
      all.forEach(one -> fail(one, e.getMessage()));
    }
  }

  /** The answer to a change comes before all brokers know of it. */
  private void readBack() {
    Instant until = clock.instant().plus(SEEN_WITHIN);
    List<Difference> unseen = unseen();
    while (!unseen.isEmpty() && clock.instant().isBefore(until)) {
      LockSupport.parkNanos(LOOK_NANOS);
      unseen = unseen();
    }
    unseen.forEach(
        one ->
            fail(
                one,
                "the target took it, but does not show it after "
                    + SEEN_WITHIN.toSeconds()
                    + " s; apply again"));
    Map<String, Optional<String>> settled = new HashMap<>();
    outcomes.values().stream()
        .filter(Outcome::done)
        .map(Outcome::difference)
        .forEach(
            one ->
                settled.put(
                    written(one),
                    changes.get(one).value().map(value -> new Written(value, false).text())));
    applied.applied(Aspect.QUOTAS, settled);
  }

  private List<Difference> unseen() {
    Map<ClientQuotaEntity, Map<String, Double>> shown = QuotaReconciler.read(target);
    return outcomes.values().stream()
        .filter(Outcome::done)
        .map(Outcome::difference)
        .filter(
            one -> {
              QuotaKey key = changes.get(one).key();
              Double value = shown.getOrDefault(key.entity(), Map.of()).get(key.key());
              return !Optional.ofNullable(value).equals(changes.get(one).value());
            })
        .toList();
  }

  private String written(Difference one) {
    return changes.get(one).key().written();
  }

  /** A removal is begun as well: a crash must not make it look like somebody else's. */
  private Optional<String> begun(Difference one) {
    return Optional.of(new Written(changes.get(one).value().orElse(0d), true).text());
  }

  private void fail(Difference one, String why) {
    outcomes.put(one, Outcome.failed(one, why));
  }
}
