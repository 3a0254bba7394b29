package io.strait.replicator.sync.user;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.select.Principals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares SCRAM credentials by mechanism and iterations. Pure; one use. */
final class UserDiff {
  private static final int FEWEST = 4_096;
  private static final int MOST = 16_384;
  private static final int EXAMPLES = 20;

  private final UserPolicy policy;
  private final Principals principals;
  private final Set<String> ownUsers;
  private final Drift drift;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, UserPlan.Change> changes = new HashMap<>();
  private final Map<String, Optional<String>> settled = new HashMap<>();
  private final Set<ScramKey> excluded = new TreeSet<>(ScramKey.ORDER);
  private final List<String> notes = new ArrayList<>();

  /** {@code ownUsers} are Strait's, by bare name. */
  UserDiff(UserPolicy policy, Principals principals, Set<String> ownUsers, Drift drift) {
    this.policy = policy;
    this.principals = principals;
    this.ownUsers = Set.copyOf(ownUsers);
    this.drift = drift;
  }

  /**
   * Compares.
   *
   * @param source iterations by credential
   * @param target iterations by credential
   * @param last iterations that Strait set, by resource; text that is no number counts as begun
   */
  UserPlan of(
      Map<ScramKey, Integer> source, Map<ScramKey, Integer> target, Map<String, String> last) {
    Map<ScramKey, Integer> wanted = wanted(source);
    wanted.forEach((key, iterations) -> compare(key, iterations, target, last));
    Set<String> foreign = new TreeSet<>();
    target.keySet().stream()
        .sorted(ScramKey.ORDER)
        .filter(key -> !wanted.containsKey(key) && !excluded.contains(key))
        .filter(key -> !ownUsers.contains(key.user()))
        .forEach(
            key -> {
              if (last.containsKey(key.resource())) {
                remove(key, target.get(key));
              } else {
                foreign.add(key.user());
              }
            });
    if (!foreign.isEmpty()) {
      notes.add(
          foreign.size()
              + " users or mechanisms only the target has, and they stay: "
              + foreign.stream().limit(EXAMPLES).toList());
    }
    last.keySet().stream()
        .filter(resource -> isGone(resource, wanted, target))
        .forEach(resource -> settled.put(resource, Optional.empty()));
    return new UserPlan(
        new TwinPlan(Aspect.USERS, wanted.size(), differences, notes), changes, settled);
  }

  private Map<ScramKey, Integer> wanted(Map<ScramKey, Integer> source) {
    Map<ScramKey, Integer> wanted = new TreeMap<>(ScramKey.ORDER);
    Set<String> renamed = new TreeSet<>();
    source.forEach(
        (key, iterations) -> {
          ScramKey mapped = new ScramKey(principals.userOnTarget(key.user()), key.mechanism());
          if (ownUsers.contains(key.user())
              || ownUsers.contains(mapped.user())
              || !policy.selection().selects(key.user())) {
            excluded.add(mapped);
          } else {
            wanted.merge(mapped, iterations, Math::max);
            if (!mapped.equals(key)) {
              renamed.add(key.user() + " -> " + mapped.user());
            }
          }
        });
    if (!renamed.isEmpty()) {
      notes.add(
          renamed.size()
              + " users have another name on the target: "
              + renamed.stream().limit(EXAMPLES).toList());
    }
    return wanted;
  }

  private void compare(
      ScramKey key, int wanted, Map<ScramKey, Integer> target, Map<String, String> last) {
    Optional<Integer> now = Optional.ofNullable(target.get(key));
    Optional<String> known = Optional.ofNullable(last.get(key.resource()));
    if (now.isPresent() && now.get() == wanted) {
      known
          .filter(text -> !text.equals(Integer.toString(wanted)))
          .ifPresent(text -> settled.put(key.resource(), Optional.of(Integer.toString(wanted))));
      return;
    }
    boolean changedThere = known.filter(text -> text.equals(Integer.toString(wanted))).isPresent();
    boolean theirs = now.isPresent() && known.isEmpty();
    if (wanted < FEWEST || wanted > MOST) {
      add(
          key,
          now,
          Optional.of(wanted),
          Handling.REFUSED,
          "brokers take " + FEWEST + " to " + MOST + " iterations; change it on the source");
    } else if (!policy.secrets().containsKey(key.user())) {
      add(key, now, Optional.of(wanted), Handling.MANUAL, byHand(now));
    } else if ((changedThere || theirs) && drift == Drift.REPORT) {
      add(
          key,
          now,
          Optional.of(wanted),
          Handling.DRIFT,
          (theirs
                  ? "the target had it, with a password of its own, before Strait made any"
                  : "somebody changed it on the target after Strait had made it")
              + "; 'drift: overwrite' makes it as the source has it");
    } else {
      add(key, now, Optional.of(wanted), Handling.APPLY, "the source has it, its secret is known");
    }
  }

  private static String byHand(Optional<Integer> now) {
    return (now.isEmpty() ? "the target lacks it" : "its iterations differ")
        + ", and no cluster tells a password: give it in 'twin.users.secrets', or set it by"
        + " kafka-configs --alter --entity-type users";
  }

  private void remove(ScramKey key, int iterations) {
    add(
        key,
        Optional.of(iterations),
        Optional.empty(),
        Handling.APPLY,
        "Strait made it, and the source has it no more");
  }

  private void add(
      ScramKey key,
      Optional<Integer> now,
      Optional<Integer> wanted,
      Handling handling,
      String reason) {
    changes.put(key.resource(), new UserPlan.Change(key, wanted));
    Verb verb = now.isEmpty() ? Verb.CREATE : wanted.isEmpty() ? Verb.DELETE : Verb.CHANGE;
    differences.add(
        new Difference(
            Aspect.USERS,
            key.resource(),
            verb == Verb.CHANGE ? "iterations" : "",
            verb,
            handling,
            now.map(UserDiff::iterations),
            wanted.map(UserDiff::iterations),
            reason));
  }

  private static String iterations(int count) {
    return count + " iterations";
  }

  private static boolean isGone(
      String resource, Map<ScramKey, Integer> wanted, Map<ScramKey, Integer> target) {
    return wanted.keySet().stream().noneMatch(key -> key.resource().equals(resource))
        && target.keySet().stream().noneMatch(key -> key.resource().equals(resource));
  }
}
