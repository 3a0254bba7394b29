package io.strait.replicator.sync.topic;

import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Sentences about configurations that are not differences to close: where the clusters' defaults
 * mean something else, where a provider decides, and where a value had to be moved into bounds. No
 * I/O.
 */
final class TopicNotes {
  private static final int NAMED = 5;

  /** What records are kept, taken and acknowledged depends on these. */
  private static final List<String> MEANINGFUL =
      List.of(
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.RETENTION_BYTES_CONFIG,
          TopicConfig.DELETE_RETENTION_MS_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);

  private final ConfigTable table;
  private final Map<String, List<String>> topics = new TreeMap<>();

  private TopicNotes(ConfigTable table) {
    this.table = table;
  }

  static List<String> of(Twins found, TopicPolicy policy) {
    TopicNotes notes = new TopicNotes(policy.table());
    for (TopicMapping mapping : found.topics()) {
      TopicFacts source = found.sources().get(mapping.source());
      TopicFacts mirror = found.mirrors().get(mapping.target());
      if (source != null && mirror != null) {
        notes.defaults(source, mirror);
        notes.uncopied(source, mirror);
        notes.bounded(source, mirror);
        notes.replicas(source, mirror);
      }
    }
    return notes.texts();
  }

  private void defaults(TopicFacts source, TopicFacts mirror) {
    for (String key : MEANINGFUL) {
      String one = source.effectiveConfigs().get(key);
      String other = mirror.effectiveConfigs().get(key);
      boolean set = source.ownConfigs().containsKey(key) || mirror.ownConfigs().containsKey(key);
      boolean both = one != null && other != null;
      if (both && !set && !Objects.equals(one, other)) {
        add(
            key
                + " is set on neither side and the clusters' defaults differ: "
                + one
                + " on the source, "
                + other
                + " on the target; set it on the source topics, or under twin.topics.configs",
            mirror);
      }
    }
  }

  private void uncopied(TopicFacts source, TopicFacts mirror) {
    source
        .ownConfigs()
        .forEach(
            (key, value) -> {
              ConfigRule rule = table.rule(key);
              boolean copies = rule instanceof ConfigRule.Copy;
              if (rule instanceof ConfigRule.Managed
                  && !value.equals(mirror.effectiveConfigs().get(key))) {
                add(
                    key + "=" + value + " of the source is left to whoever runs the target",
                    mirror);
              } else if (copies && !mirror.effectiveConfigs().containsKey(key)) {
                add(key + " of the source is not known to the target and is left out", mirror);
              }
            });
  }

  private void bounded(TopicFacts source, TopicFacts mirror) {
    table
        .wanted(
            source.ownConfigs(),
            source.effectiveConfigs(),
            Optional.of(mirror.effectiveConfigs().keySet()))
        .forEach(
            (key, value) -> {
              String asked = source.effectiveConfigs().get(key);
              boolean number = table.bounds().containsKey(key);
              if (number && asked != null && !asked.equals(value)) {
                add(key + "=" + asked + " becomes " + value + ", which the target takes", mirror);
              }
            });
  }

  private void replicas(TopicFacts source, TopicFacts mirror) {
    if (mirror.replicas() < source.replicas()) {
      add(
          "fewer replicas on the target: "
              + mirror.replicas()
              + " instead of "
              + source.replicas()
              + "; reassign the partitions if the target has the brokers",
          mirror);
    }
  }

  private void add(String text, TopicFacts mirror) {
    topics.computeIfAbsent(text, key -> new ArrayList<>()).add(mirror.name());
  }

  private List<String> texts() {
    return topics.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + named(entry.getValue()) + ")")
        .toList();
  }

  private static String named(List<String> names) {
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED
        ? names.size() + " topics: " + first + ", ..."
        : (names.size() == 1 ? "topic " : "topics ") + first;
  }
}
