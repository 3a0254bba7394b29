package io.strait.replicator.sync.quota;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.select.Principals;
import io.strait.replicator.sync.select.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Compares quotas three-way, value by value. Pure; one use. */
final class QuotaDiff {
  private final QuotaPolicy policy;
  private final Principals principals;
  private final Set<String> ownUsers;
  private final Drift drift;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<Difference, QuotaPlan.Change> changes = new HashMap<>();
  private final Map<String, Optional<String>> settled = new HashMap<>();
  private final Map<QuotaKey, String> refused = new TreeMap<>(QuotaKey.ORDER);
  private final Set<QuotaKey> excluded = new TreeSet<>(QuotaKey.ORDER);
  private int merged;

  /** {@code ownUsers} are Strait's, by bare name; their quotas are left alone on both sides. */
  QuotaDiff(QuotaPolicy policy, Principals principals, Set<String> ownUsers, Drift drift) {
    this.policy = policy;
    this.principals = principals;
    this.ownUsers = Set.copyOf(ownUsers);
    this.drift = drift;
  }

  /**
   * Compares.
   *
   * @param last what is written down, by {@link QuotaKey#written}
   */
  QuotaPlan of(
      Map<ClientQuotaEntity, Map<String, Double>> source,
      Map<ClientQuotaEntity, Map<String, Double>> target,
      Map<String, String> last) {
    Map<QuotaKey, Double> wanted = wanted(source);
    Map<QuotaKey, Double> there = new TreeMap<>(QuotaKey.ORDER);
    target.forEach(
        (entity, values) -> values.forEach((key, v) -> there.put(new QuotaKey(entity, key), v)));
    Set<QuotaKey> all = new TreeSet<>(QuotaKey.ORDER);
    all.addAll(wanted.keySet());
    all.addAll(there.keySet());
    Set<String> gone = new TreeSet<>(last.keySet());
    all.forEach(key -> gone.remove(key.written()));
    gone.forEach(written -> settled.put(written, Optional.empty()));
    all.removeAll(refused.keySet());
    all.removeIf(key -> !wanted.containsKey(key) && !isOurs(key, last.containsKey(key.written())));
    for (QuotaKey key : all) {
      Optional<Written> written = Optional.ofNullable(last.get(key.written())).flatMap(Written::of);
      compare(
          key, Optional.ofNullable(wanted.get(key)), Optional.ofNullable(there.get(key)), written);
    }
    refused.forEach(this::refuse);
    int compared = all.size() + refused.size();
    return new QuotaPlan(
        new TwinPlan(Aspect.QUOTAS, compared, differences, notes()), changes, settled);
  }

  private Map<QuotaKey, Double> wanted(Map<ClientQuotaEntity, Map<String, Double>> source) {
    Map<QuotaKey, Double> wanted = new TreeMap<>(QuotaKey.ORDER);
    source.forEach(
        (entity, values) -> {
          ClientQuotaEntity target = QuotaEntity.withUser(entity, principals::userOnTarget);
          boolean meant = isMeant(entity) && !isOwn(target);
          values.forEach(
              (key, value) -> {
                if (meant) {
                  want(wanted, new QuotaKey(target, key), value);
                } else {
                  excluded.add(new QuotaKey(target, key));
                }
              });
        });
    return wanted;
  }

  /** What the source has as well is no surplus, even where the policy leaves it out. */
  private boolean isOurs(QuotaKey key, boolean made) {
    return !isOwn(key.entity()) && !excluded.contains(key) && (made || isMeant(key.entity()));
  }

  private boolean isOwn(ClientQuotaEntity entity) {
    return QuotaEntity.part(entity, ClientQuotaEntity.USER).filter(ownUsers::contains).isPresent();
  }

  private void want(Map<QuotaKey, Double> wanted, QuotaKey key, Double value) {
    Double other = wanted.put(key, value);
    merged += other == null ? 0 : 1;
    if (other != null && !other.equals(value)) {
      refused.put(
          key,
          "several users of the source become this one, with different values ("
              + text(Math.min(other, value))
              + ", "
              + text(Math.max(other, value))
              + "); set it on the target by hand, or change acls.principals");
    }
  }

  private boolean isMeant(ClientQuotaEntity entity) {
    return !isOwn(entity)
        && selects(policy.users(), entity, ClientQuotaEntity.USER)
        && selects(policy.clientIds(), entity, ClientQuotaEntity.CLIENT_ID)
        && selects(policy.ips(), entity, ClientQuotaEntity.IP);
  }

  private static boolean selects(Selection selection, ClientQuotaEntity entity, String type) {
    return QuotaEntity.part(entity, type).map(selection::selects).orElse(true);
  }

  private void compare(
      QuotaKey key, Optional<Double> wanted, Optional<Double> now, Optional<Written> written) {
    if (wanted.equals(now)) {
      written
          .filter(one -> one.begun() || !now.equals(Optional.of(one.value())))
          .ifPresent(one -> settled.put(key.written(), text(now)));
      return;
    }
    Optional<Double> known = written.map(Written::value);
    boolean ours = written.isPresent() && (written.get().begun() || known.equals(now));
    boolean fresh = written.isEmpty() && now.isEmpty();
    if (ours || fresh) {
      add(key, wanted, now, Handling.APPLY, reason(wanted));
    } else {
      boolean leave = drift == Drift.REPORT;
      String why =
          written.isPresent()
              ? "somebody changed it on the target after Strait had set it to "
                  + text(known.orElseThrow())
              : "the target has its own value, which Strait did not set";
      String next = leave ? "; 'drift: overwrite' makes it as the source has it" : "";
      add(key, wanted, now, leave ? Handling.DRIFT : Handling.APPLY, why + next);
    }
  }

  private static String reason(Optional<Double> wanted) {
    return wanted.isPresent()
        ? "the source has it so"
        : "Strait set it, and the source has it no more";
  }

  private void refuse(QuotaKey key, String reason) {
    differences.add(
        new Difference(
            Aspect.QUOTAS,
            key.resource(),
            key.key(),
            Verb.CHANGE,
            Handling.REFUSED,
            Optional.empty(),
            Optional.empty(),
            reason));
  }

  private void add(
      QuotaKey key,
      Optional<Double> wanted,
      Optional<Double> now,
      Handling handling,
      String reason) {
    Verb verb = now.isEmpty() ? Verb.CREATE : wanted.isEmpty() ? Verb.DELETE : Verb.CHANGE;
    Difference difference =
        new Difference(
            Aspect.QUOTAS,
            key.resource(),
            key.key(),
            verb,
            handling,
            now.map(QuotaDiff::text),
            wanted.map(QuotaDiff::text),
            reason);
    differences.add(difference);
    changes.put(difference, new QuotaPlan.Change(key, wanted));
  }

  private List<String> notes() {
    return merged == 0
        ? List.of()
        : List.of(merged + " values stand for several users of the source, who become one");
  }

  private static Optional<String> text(Optional<Double> value) {
    return value.map(one -> new Written(one, false).text());
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
