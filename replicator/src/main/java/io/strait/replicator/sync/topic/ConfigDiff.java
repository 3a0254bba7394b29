package io.strait.replicator.sync.topic;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.TopicFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Compares the configurations of a source topic, its mirror, and what was applied to the mirror
 * last; no I/O.
 */
final class ConfigDiff {
  /** Begins the {@link Difference#field} of a configuration. */
  static final String FIELD = "config ";

  private final ConfigTable table;
  private final Drift drift;
  private final String resource;
  private final TopicFacts source;
  private final TopicFacts mirror;
  private final Map<String, String> last;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, String> kept = new TreeMap<>();

  /**
   * @param last what was applied to the mirror last, by key; empty if nothing ever was
   */
  ConfigDiff(
      ConfigTable table,
      Drift drift,
      String resource,
      TopicFacts source,
      TopicFacts mirror,
      Map<String, String> last) {
    this.table = table;
    this.drift = drift;
    this.resource = resource;
    this.source = source;
    this.mirror = mirror;
    this.last = last;
    compare();
  }

  /** By key. */
  List<Difference> differences() {
    return differences;
  }

  /**
   * What counts as applied by now: what is as it should be, and of the rest what was applied
   * before.
   */
  Map<String, String> kept() {
    return kept;
  }

  /** Whether a value of {@code min.insync.replicas} asks for more than there are. */
  static boolean exceeds(String value, int replicas) {
    return !Bounds.atMost(replicas).nearest(value).equals(value);
  }

  private void compare() {
    Set<String> known = mirror.effectiveConfigs().keySet();
    Map<String, String> wanted =
        table.wanted(source.ownConfigs(), source.effectiveConfigs(), Optional.of(known));
    Set<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(mirror.ownConfigs().keySet());
    keys.addAll(last.keySet());
    for (String key : keys) {
      if (wanted.containsKey(key)) {
        wanted(key, wanted.get(key));
      } else if (table.rule(key) instanceof ConfigRule.Copy) {
        unwanted(key);
      }
    }
    refused(known);
  }

  private void wanted(String key, String value) {
    Optional<String> now = Optional.ofNullable(mirror.ownConfigs().get(key));
    boolean pinned = !(table.rule(key) instanceof ConfigRule.Copy);
    boolean byDefault = pinned && now.isEmpty() && same(mirror.effectiveConfigs().get(key), value);
    if (now.filter(found -> same(found, value)).isPresent() || byDefault) {
      kept.put(key, value);
      return;
    }
    if (key.equals(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG) && exceeds(value, mirror.replicas())) {
      add(key, Verb.CHANGE, Handling.REFUSED, now, value, tooFewReplicas());
      return;
    }
    Optional<String> before = Optional.ofNullable(last.get(key));
    before.ifPresent(applied -> kept.put(key, applied));
    boolean byHand = before.isPresent() && !before.equals(now);
    Verb verb = now.isEmpty() ? Verb.CREATE : Verb.CHANGE;
    if (!byHand) {
      add(key, verb, Handling.APPLY, now, value, "set as on the source");
    } else if (drift == Drift.OVERWRITE) {
      add(key, verb, Handling.APPLY, now, value, byHand(before.get()) + "; overwritten");
    } else {
      add(key, verb, Handling.DRIFT, now, value, byHand(before.get()) + advice());
    }
  }

  private void unwanted(String key) {
    Optional<String> now = Optional.ofNullable(mirror.ownConfigs().get(key));
    Optional<String> before = Optional.ofNullable(last.get(key));
    if (now.isEmpty()) {
      return;
    }
    before.ifPresent(applied -> kept.put(key, applied));
    if (before.isPresent() && before.equals(now)) {
      add(key, Verb.DELETE, Handling.APPLY, now, null, "not set on the source any more");
      return;
    }
    if (same(now.get(), source.effectiveConfigs().get(key))) {
      return;
    }
    String why =
        before
            .map(ConfigDiff::byHand)
            .orElse("set on the target by somebody else, and not set on the source");
    if (drift == Drift.OVERWRITE) {
      add(key, Verb.DELETE, Handling.APPLY, now, null, why + "; removed");
    } else {
      add(key, Verb.DELETE, Handling.DRIFT, now, null, why + advice());
    }
  }

  /** What the mirror is not to have, where it means something else than what it has. */
  private void refused(Set<String> known) {
    source
        .ownConfigs()
        .forEach(
            (key, value) -> {
              boolean refuses = table.rule(key) instanceof ConfigRule.Refuse;
              String there = mirror.effectiveConfigs().get(key);
              if (refuses && known.contains(key) && !same(there, value)) {
                add(
                    key,
                    Verb.CHANGE,
                    Handling.REFUSED,
                    Optional.ofNullable(there),
                    value,
                    "not copied by the link's table; set it on the target by hand if it is wanted,"
                        + " or decide it under twin.topics.configs");
              }
            });
  }

  private String tooFewReplicas() {
    return "the mirror has "
        + mirror.replicas()
        + " replicas, so no write would succeed; give it more replicas, or decide it under"
        + " twin.topics.configs";
  }

  private static String byHand(String applied) {
    return "changed on the target since the link applied '" + applied + "'";
  }

  private static String advice() {
    return "; make the source alike, or set 'drift: overwrite', or decide it under"
        + " twin.topics.configs";
  }

  private void add(
      String key, Verb verb, Handling handling, Optional<String> now, String wanted, String why) {
    differences.add(
        new Difference(
            Aspect.TOPICS,
            resource,
            FIELD + key,
            verb,
            handling,
            now,
            Optional.ofNullable(wanted),
            why));
  }

  /** Lists may come in any order, and with blanks. */
  private static boolean same(String one, String other) {
    if (one == null || other == null) {
      return false;
    }
    return one.equals(other)
        || one.contains(",")
            && new TreeSet<>(List.of(one.split("\\s*,\\s*")))
                .equals(new TreeSet<>(List.of(other.split("\\s*,\\s*"))));
  }
}
