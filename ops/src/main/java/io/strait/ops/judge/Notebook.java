package io.strait.ops.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.LastApplied;
import io.strait.validator.check.Moved;
import io.strait.validator.groups.GroupScope.Pair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * What a link wrote down as applied ({@code strait.twin.<link>}), as plain values. Read by its
 * stored form only, so that a fault of what keeps the twin is not repeated here. Immutable.
 */
final class Notebook {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PAIR =
      Pattern.compile("([a-zA-Z0-9._-]+)/(\\d+)=(\\d+):(\\d+)(?:[<>](?:\\d+|-))?");

  private final Function<Aspect, Map<String, String>> applied;
  private final Set<Aspect> kept;

  /** What was read of it; {@code kept} are the aspects that the link keeps by itself. */
  Notebook(LastApplied applied, Set<Aspect> kept) {
    this(applied::values, kept);
  }

  private Notebook(Function<Aspect, Map<String, String>> applied, Set<Aspect> kept) {
    this.applied = applied;
    this.kept = Set.copyOf(kept);
  }

  /** Where there is no link. */
  static Notebook empty() {
    return new Notebook(aspect -> Map.of(), Set.of());
  }

  /** Who is named where nothing is written down about a thing. */
  Moved unapplied(Aspect aspect) {
    return kept.contains(aspect) ? Moved.NEVER_APPLIED : Moved.UNKNOWN;
  }

  /** By group and source partition; empty if there is none at all. */
  Optional<Map<String, Map<TopicPartition, Pair>>> groups() {
    Map<String, Map<TopicPartition, Pair>> all = new HashMap<>();
    entries(Aspect.GROUPS, "group ").forEach((group, text) -> all.put(group, pairs(text)));
    return all.isEmpty() && !kept.contains(Aspect.GROUPS) ? Optional.empty() : Optional.of(all);
  }

  private static Map<TopicPartition, Pair> pairs(String text) {
    Map<TopicPartition, Pair> pairs = new HashMap<>();
    Matcher found = PAIR.matcher(text);
    while (text.startsWith("v1 ") && found.find()) {
      pairs.put(
          new TopicPartition(found.group(1), Integer.parseInt(found.group(2))),
          new Pair(Long.parseLong(found.group(3)), Long.parseLong(found.group(4))));
    }
    return pairs;
  }

  /** By mirror and key. */
  Optional<Map<String, Map<String, String>>> configs() {
    Map<String, Map<String, String>> all = new HashMap<>();
    entries(Aspect.TOPICS, "topic ")
        .forEach((topic, text) -> configs(text).ifPresent(one -> all.put(topic, one)));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private static Optional<Map<String, String>> configs(String text) {
    try {
      Map<String, String> configs = new HashMap<>();
      JsonNode node = JSON.readTree(text).path("configs");
      node.properties().forEach(one -> configs.put(one.getKey(), one.getValue().asText()));
      return Optional.of(configs);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The bindings that were made, in the text of {@code strait plan}. */
  Optional<Set<String>> acls() {
    Set<String> made = entries(Aspect.ACLS, "acl ").keySet();
    return made.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(made));
  }

  /** By entity and key, as {@code user=app producer_byte_rate}. */
  Optional<Map<String, Double>> quotas() {
    Map<String, Double> all = new HashMap<>();
    entries(Aspect.QUOTAS, "quota ")
        .forEach((name, text) -> number(text).ifPresent(v -> all.put(name, v)));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** A value that was about to be set is marked by a tilde. */
  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text.replace("~", "")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Versions of the source that were put on the target, as {@code orders-value v3}. */
  Optional<Set<String>> schemas() {
    Set<String> names = new HashSet<>();
    entries(Aspect.SCHEMAS, "subject ")
        .forEach(
            (name, text) -> {
              if (text.contains("source_id")) {
                names.add(name);
              }
            });
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  /** Whether the link found that it can keep ids. */
  boolean keepsIds() {
    return applied.apply(Aspect.SCHEMAS).getOrDefault("strategy", "").startsWith("KEEP");
  }

  private Map<String, String> entries(Aspect aspect, String prefix) {
    Map<String, String> entries = new HashMap<>();
    applied
        .apply(aspect)
        .forEach(
            (resource, text) -> {
              if (resource.startsWith(prefix)) {
                entries.put(resource.substring(prefix.length()), text);
              }
            });
    return entries;
  }
}
