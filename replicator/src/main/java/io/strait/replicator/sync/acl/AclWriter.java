package io.strait.replicator.sync.acl;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Makes and removes bindings in batches, and believes only what the target shows afterwards.
 *
 * <p>What is about to be done is written down before, so that whoever comes after a crash knows
 * whose it is. One use, one thread.
 */
final class AclWriter {
  static final int BATCH = 500;
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final String NEEDED = " (needs ALTER on the cluster)";

  private final Cluster target;
  private final LastApplied applied;
  private final Clock clock;
  private final Map<String, AclBinding> bindings;
  private final Map<Difference, Outcome> outcomes = new LinkedHashMap<>();
  private Optional<String> hopeless = Optional.empty();

  AclWriter(Cluster target, LastApplied applied, Clock clock, Map<String, AclBinding> bindings) {
    this.target = target;
    this.applied = applied;
    this.clock = clock;
    this.bindings = bindings;
  }

  /** First makes, then removes: nobody is without a permission that is only replaced. */
  List<Outcome> write(List<Difference> differences) {
    List<Difference> known = new ArrayList<>();
    for (Difference one : differences) {
      if (bindings.containsKey(one.resource())) {
        known.add(one);
      } else {
        outcomes.put(one, Outcome.failed(one, "it was not compared just before; plan again"));
      }
    }
    // At no moment does anybody have more than in the end: what is denied comes first and goes
    // last.
    batches(sorted(known, AclPermissionType.DENY), Verb.CREATE)
        .forEach(batch -> attempt(batch, Made.MAKING, this::create));
    batches(sorted(known, AclPermissionType.ALLOW), Verb.DELETE)
        .forEach(batch -> attempt(batch, Made.UNMAKING, this::delete));
    if (outcomes.values().stream().anyMatch(Outcome::done)) {
      readBack();
    }
    return List.copyOf(outcomes.values());
  }

  private void attempt(
      List<Difference> batch,
      Made begun,
      java.util.function.Function<List<Difference>, Map<Difference, KafkaFuture<?>>> call) {
    if (hopeless.isPresent()) {
      batch.forEach(one -> outcomes.put(one, Outcome.failed(one, "not tried: " + hopeless.get())));
      return;
    }
    Map<String, Optional<String>> entries = new TreeMap<>();
    batch.forEach(one -> entries.put(one.resource(), Optional.of(begun.text())));
    applied.applied(Aspect.ACLS, entries);
    call.apply(batch).forEach(this::judge);
  }

  private void judge(Difference difference, KafkaFuture<?> answer) {
    try {
      target.await("changing ACLs" + NEEDED, answer);
      outcomes.put(difference, Outcome.done(difference));
    } catch (ClusterException e) {
      Throwable cause = e.getCause();
      if (cause instanceof AuthorizationException
          || cause instanceof RetriableException
          || cause instanceof java.util.concurrent.TimeoutException
          || cause instanceof InterruptedException) {
        hopeless = Optional.of(e.getMessage());
      }
      outcomes.put(difference, Outcome.failed(difference, e.getMessage()));
    }
  }

  private Map<Difference, KafkaFuture<?>> create(List<Difference> batch) {
    List<AclBinding> wanted = batch.stream().map(one -> bindings.get(one.resource())).toList();
    Map<AclBinding, KafkaFuture<Void>> answers = target.admin().createAcls(wanted).values();
    Map<Difference, KafkaFuture<?>> byDifference = new LinkedHashMap<>();
    batch.forEach(one -> byDifference.put(one, answers.get(bindings.get(one.resource()))));
    return byDifference;
  }

  private Map<Difference, KafkaFuture<?>> delete(List<Difference> batch) {
    List<AclBindingFilter> filters =
        batch.stream().map(one -> bindings.get(one.resource()).toFilter()).toList();
    var answers = target.admin().deleteAcls(filters).values();
    Map<Difference, KafkaFuture<?>> byDifference = new LinkedHashMap<>();
    batch.forEach(
        one -> byDifference.put(one, answers.get(bindings.get(one.resource()).toFilter())));
    return byDifference;
  }

  /** The answer to a change comes before all brokers know of it. */
  private void readBack() {
    Instant until = clock.instant().plus(SEEN_WITHIN);
    Set<AclBinding> shown = AclReconciler.read(target);
    while (!unseen(shown).isEmpty() && clock.instant().isBefore(until)) {
      LockSupport.parkNanos(LOOK_NANOS);
      shown = AclReconciler.read(target);
    }
    for (Difference one : unseen(shown)) {
      outcomes.put(
          one,
          Outcome.failed(
              one,
              "the target took it, but does not show it after "
                  + SEEN_WITHIN.toSeconds()
                  + " s; apply again"));
    }
    Map<String, Optional<String>> settled = new HashMap<>();
    outcomes.values().stream()
        .filter(Outcome::done)
        .map(Outcome::difference)
        .forEach(one -> settled.put(one.resource(), made(one)));
    applied.applied(Aspect.ACLS, settled);
  }

  private List<Difference> unseen(Set<AclBinding> shown) {
    return outcomes.values().stream()
        .filter(Outcome::done)
        .map(Outcome::difference)
        .filter(one -> shown.contains(bindings.get(one.resource())) != (one.verb() == Verb.CREATE))
        .toList();
  }

  private static Optional<String> made(Difference one) {
    return one.verb() == Verb.CREATE ? Optional.of(Made.MADE.text()) : Optional.empty();
  }

  private List<Difference> sorted(List<Difference> all, AclPermissionType first) {
    return all.stream()
        .sorted(
            Comparator.comparing(
                one -> bindings.get(one.resource()).entry().permissionType() != first))
        .toList();
  }

  private static List<List<Difference>> batches(List<Difference> all, Verb verb) {
    List<Difference> some = all.stream().filter(one -> one.verb() == verb).toList();
    List<List<Difference>> batches = new ArrayList<>();
    for (int from = 0; from < some.size(); from += BATCH) {
      batches.add(some.subList(from, Math.min(from + BATCH, some.size())));
    }
    return batches;
  }
}
