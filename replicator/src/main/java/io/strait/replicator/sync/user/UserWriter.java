package io.strait.replicator.sync.user;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
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
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;

/**
 * Makes and removes SCRAM credentials in batches, and believes only what the target shows
 * afterwards. No message names a password. One use, one thread.
 */
final class UserWriter {
  static final int BATCH = 100;

  /** Written down before the target is asked; no number, so it counts as begun. */
  private static final String BEGUN = "begun";

  private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Cluster target;
  private final LastApplied applied;
  private final Clock clock;
  private final Map<String, String> secrets;
  private final Map<String, UserPlan.Change> changes;
  private final Map<Difference, Outcome> outcomes = new LinkedHashMap<>();

  UserWriter(
      Cluster target,
      LastApplied applied,
      Clock clock,
      Map<String, String> secrets,
      Map<String, UserPlan.Change> changes) {
    this.target = target;
    this.applied = applied;
    this.clock = clock;
    this.secrets = secrets;
    this.changes = changes;
  }

  List<Outcome> write(List<Difference> differences) {
    List<Difference> known = new ArrayList<>();
    for (Difference one : differences) {
      if (changes.containsKey(one.resource())) {
        known.add(one);
      } else {
        fail(one, "it was not compared just before; plan again");
      }
    }
    for (int from = 0; from < known.size(); from += BATCH) {
      attempt(known.subList(from, Math.min(from + BATCH, known.size())));
    }
    if (outcomes.values().stream().anyMatch(Outcome::done)) {
      readBack();
    }
    return List.copyOf(outcomes.values());
  }

  private void attempt(List<Difference> batch) {
    Map<String, Optional<String>> begun = new TreeMap<>();
    batch.forEach(one -> begun.put(one.resource(), Optional.of(BEGUN)));
    applied.applied(Aspect.USERS, begun);
    List<UserScramCredentialAlteration> alterations = batch.stream().map(this::alteration).toList();
    Map<String, KafkaFuture<Void>> answers =
        target.admin().alterUserScramCredentials(alterations).values();
    for (Difference one : batch) {
      try {
        target.await(
            "changing SCRAM users (needs ALTER on the cluster)",
            answers.get(changes.get(one.resource()).key().user()));
        outcomes.put(one, Outcome.done(one));
      } catch (ClusterException e) {
        fail(one, e.getMessage());
      }
    }
  }

  private UserScramCredentialAlteration alteration(Difference one) {
    UserPlan.Change change = changes.get(one.resource());
    ScramKey key = change.key();
    return change
        .iterations()
        .<UserScramCredentialAlteration>map(
            count ->
                new UserScramCredentialUpsertion(
                    key.user(),
                    new ScramCredentialInfo(key.mechanism(), count),
                    secrets.get(key.user())))
        .orElseGet(() -> new UserScramCredentialDeletion(key.user(), key.mechanism()));
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
                    one.resource(),
                    changes.get(one.resource()).iterations().map(count -> count.toString())));
    applied.applied(Aspect.USERS, settled);
  }

  private List<Difference> unseen() {
    Map<ScramKey, Integer> shown = UserReconciler.read(target);
    return outcomes.values().stream()
        .filter(Outcome::done)
        .map(Outcome::difference)
        .filter(
            one -> {
              UserPlan.Change change = changes.get(one.resource());
              return !Optional.ofNullable(shown.get(change.key())).equals(change.iterations());
            })
        .toList();
  }

  private void fail(Difference one, String why) {
    outcomes.put(one, Outcome.failed(one, why));
  }
}
