package io.strait.validator.metadata;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * Compares quotas value by value. Pure; one use.
 *
 * <p>QUOTA_DRIFT: clients are held back more, or less, on the target. Set it on the side that
 * moved, or leave it out ({@code twin.quotas}).
 */
public final class QuotaDrift {
  private static final List<String> TYPES =
      List.of(ClientQuotaEntity.USER, ClientQuotaEntity.CLIENT_ID, ClientQuotaEntity.IP);

  private final QuotaScope scope;

  /** Compares by these declarations. */
  public QuotaDrift(QuotaScope scope) {
    this.scope = scope;
  }

  /** For example {@code user=app,client-id=<default>}. */
  public static String name(ClientQuotaEntity entity) {
    List<String> parts = new ArrayList<>();
    Set<String> types = new TreeSet<>(entity.entries().keySet());
    for (String type : TYPES) {
      if (types.remove(type)) {
        parts.add(type + "=" + part(entity, type));
      }
    }
    types.forEach(type -> parts.add(type + "=" + part(entity, type)));
    return String.join(",", parts);
  }

  private static String part(ClientQuotaEntity entity, String type) {
    return Optional.ofNullable(entity.entries().get(type)).orElse("<default>");
  }

  /** Compares. */
  public ResourceReport judge(
      Map<ClientQuotaEntity, Map<String, Double>> source,
      Map<ClientQuotaEntity, Map<String, Double>> target) {
    Map<String, Map<String, Double>> wanted = new TreeMap<>();
    Set<String> merged = new HashSet<>();
    Set<String> left = new HashSet<>();
    source.forEach(
        (entity, values) -> {
          String name = name(onTarget(entity));
          if (!scope.meant().test(entity)) {
            left.add(name);
          } else {
            Map<String, Double> before = wanted.putIfAbsent(name, new HashMap<>(values));
            if (before != null && !before.equals(values)) {
              merged.add(name);
            }
          }
        });
    Map<String, Map<String, Double>> there = new TreeMap<>();
    target.forEach(
        (entity, values) -> {
          if (wanted.containsKey(name(entity))
              || scope.meant().test(entity) && !left.contains(name(entity))) {
            there.put(name(entity), values);
          }
        });
    return compared(wanted, there, merged);
  }

  private ResourceReport compared(
      Map<String, Map<String, Double>> wanted,
      Map<String, Map<String, Double>> there,
      Set<String> merged) {
    List<ResourceFinding> findings = new ArrayList<>();
    long compared = 0;
    Set<String> entities = new TreeSet<>(wanted.keySet());
    entities.addAll(there.keySet());
    for (String entity : entities) {
      Map<String, Double> one = wanted.getOrDefault(entity, Map.of());
      Map<String, Double> other = there.getOrDefault(entity, Map.of());
      Set<String> keys = new TreeSet<>(one.keySet());
      keys.addAll(other.keySet());
      for (String key : keys) {
        compared++;
        if (!Objects.equals(one.get(key), other.get(key))) {
          ResourceFinding found = finding(entity, key, one.get(key), other.get(key));
          findings.add(
              merged.contains(entity)
                  ? found.explained(
                      "several users of the source become this one, with different values")
                  : found);
        }
      }
    }
    return new ResourceReport("quotas", compared, findings, List.of(), List.of());
  }

  private ResourceFinding finding(String entity, String key, Double here, Double there) {
    return new ResourceFinding(
        FindingCode.QUOTA_DRIFT,
        "quota " + entity,
        key,
        Optional.ofNullable(here).map(QuotaDrift::text),
        Optional.ofNullable(there).map(QuotaDrift::text),
        who(entity + " " + key, here, there),
        "other limits hold",
        Optional.empty());
  }

  private Moved who(String name, Double here, Double there) {
    if (scope.applied().isEmpty()) {
      return scope.unapplied();
    }
    Double last = scope.applied().get().get(name);
    return Moved.of(!Objects.equals(last, here), !Objects.equals(last, there));
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private ClientQuotaEntity onTarget(ClientQuotaEntity entity) {
    String user = entity.entries().get(ClientQuotaEntity.USER);
    if (user == null) {
      return entity;
    }
    Map<String, String> entries = new HashMap<>(entity.entries());
    entries.put(ClientQuotaEntity.USER, scope.users().apply(user));
    return new ClientQuotaEntity(entries);
  }
}
