package io.strait.ops.config;

import io.strait.replicator.sync.topic.ConfigRule;
import io.strait.replicator.sync.topic.Profile;
import io.strait.replicator.sync.topic.TopicPolicy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/** Reads {@code topics} of a link's {@code twin}: how mirror topics are made and kept. */
final class TopicPolicyReader {
  private static final Map<String, ConfigRule> RULES =
      Map.of(
          "copy", new ConfigRule.Copy(),
          "effective", new ConfigRule.Effective(),
          "refuse", new ConfigRule.Refuse(),
          "managed", new ConfigRule.Managed());

  /** Copying itself needs a value of its own here. */
  private static final Set<String> NEEDED = Set.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);

  private final Problems problems;

  TopicPolicyReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads the section to its end. */
  TopicPolicy read(Section section) {
    TopicPolicy none = TopicPolicy.defaults();
    TopicPolicy read =
        new TopicPolicy(
            section.optional("profile").flatMap(this::profile).orElse(none.profile()),
            section.section("configs").map(this::configs).orElseGet(Map::of),
            new Choice(problems).read(section, "delete", none.deletion()),
            new Durations(problems).read(section, "grace", none.grace()));
    section.done();
    return read;
  }

  private Optional<Profile> profile(Text text) {
    Optional<Profile> profile = Profile.of(text.value());
    if (profile.isEmpty()) {
      Set<String> legal =
          Arrays.stream(Profile.values())
              .map(Profile::text)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', but must be one of " + String.join(", ", legal),
          Nearest.advice(text.value(), legal));
    }
    return profile;
  }

  private Map<String, ConfigRule> configs(Section section) {
    Map<String, ConfigRule> rules = new HashMap<>();
    for (String key : section.keys()) {
      rule(section, key).ifPresent(rule -> rules.put(key, rule));
      if (NEEDED.contains(key)) {
        problems.error(
            section.path() + "." + key,
            section.line(),
            "cannot be decided: copying needs CreateTime on the mirror",
            "Remove it");
      }
    }
    section.done();
    return rules;
  }

  private Optional<ConfigRule> rule(Section section, String key) {
    if (section.isGroup(key)) {
      Optional<Section> group = section.section(key);
      Optional<ConfigRule> fixed =
          group.flatMap(one -> one.required("set")).map(text -> new ConfigRule.Fixed(text.value()));
      group.ifPresent(Section::done);
      return fixed;
    }
    Optional<Text> text = section.optional(key);
    if (text.isPresent() && !RULES.containsKey(text.get().value())) {
      List<String> legal = RULES.keySet().stream().sorted().toList();
      problems.error(
          text.get().path(),
          text.get().line(),
          "is '" + text.get().value() + "', but must be one of " + legal + " or {set: value}",
          Nearest.advice(text.get().value(), RULES.keySet()));
    }
    return text.map(found -> RULES.get(found.value()));
  }
}
