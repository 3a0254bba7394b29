package io.strait.replicator.sync.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What becomes of each configuration.
 *
 * @param rules by key
 * @param bounds by key; what the target takes of a copied number
 * @param others what becomes of a key without a rule
 * @param mapsTimes whether a source's {@code message.timestamp.difference.max.ms}, which newer
 *     brokers do not have, becomes their two keys (KIP-937)
 */
record ConfigTable(
    Map<String, ConfigRule> rules,
    Map<String, Bounds> bounds,
    ConfigRule others,
    boolean mapsTimes) {
  /** Removed in 4.0; whoever has it takes smaller segments as well. */
  private static final String BEFORE_4 = "message.downconversion.enable";

  private static final String DIFFERENCE = "message.timestamp.difference.max.ms";
  private static final Set<String> DIFFERENCE_NOW =
      Set.of(
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);

  ConfigTable {
    rules = Map.copyOf(rules);
    bounds = Map.copyOf(bounds);
  }

  /** The same with other rules for some keys. */
  ConfigTable with(Map<String, ConfigRule> other) {
    Map<String, ConfigRule> all = new HashMap<>(rules);
    all.putAll(other);
    return new ConfigTable(all, bounds, others, mapsTimes);
  }

  ConfigRule rule(String key) {
    return rules.getOrDefault(key, others);
  }

  /**
   * What is to be set on a mirror.
   *
   * @param own what is set on the source topic
   * @param effective what holds there
   * @param known the keys that the target has; empty if that was not asked
   */
  Map<String, String> wanted(
      Map<String, String> own, Map<String, String> effective, Optional<Set<String>> known) {
    Map<String, String> wanted = new TreeMap<>();
    effective.forEach(
        (key, value) -> {
          ConfigRule rule = rule(key);
          boolean set = rule instanceof ConfigRule.Copy && own.containsKey(key);
          if (set || rule instanceof ConfigRule.Effective) {
            wanted.put(key, value);
          }
        });
    rules.forEach(
        (key, rule) -> {
          if (rule instanceof ConfigRule.Fixed fixed) {
            wanted.put(key, fixed.value());
          }
        });
    mapTimes(own, effective, known, wanted);
    wanted.keySet().removeIf(key -> !isKnown(key, known));
    wanted.replaceAll((key, value) -> bounded(key, value, known));
    return wanted;
  }

  /** An older source takes any time unless told otherwise; its mirror must take it as well. */
  private void mapTimes(
      Map<String, String> own,
      Map<String, String> effective,
      Optional<Set<String>> known,
      Map<String, String> wanted) {
    boolean has = known.map(keys -> keys.contains(DIFFERENCE)).orElse(false);
    if (has || !mapsTimes || !effective.containsKey(DIFFERENCE)) {
      return;
    }
    wanted.remove(DIFFERENCE);
    for (String key : DIFFERENCE_NOW) {
      boolean older = !effective.containsKey(key);
      if (rule(key) instanceof ConfigRule.Copy && (older || own.containsKey(DIFFERENCE))) {
        wanted.putIfAbsent(key, effective.get(DIFFERENCE));
      }
    }
  }

  /** Before the target was asked, only what all releases since 3.6 have. */
  private boolean isKnown(String key, Optional<Set<String>> known) {
    return known.map(keys -> keys.contains(key)).orElse(rules.containsKey(key));
  }

  private String bounded(String key, String value, Optional<Set<String>> known) {
    boolean older = known.map(keys -> keys.contains(BEFORE_4)).orElse(false);
    boolean free = older && key.equals(TopicConfig.SEGMENT_BYTES_CONFIG);
    Bounds limit = bounds.get(key);
    return limit == null || free || rule(key) instanceof ConfigRule.Fixed
        ? value
        : limit.nearest(value);
  }
}
