package io.strait.replicator.mirror.mm2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Refuses values that MirrorMaker 2 would refuse, and what Strait cannot stand in for. */
final class SettingChecks {
  private static final List<String> FLAGS =
      List.of(
          "enabled",
          "refresh.topics.enabled",
          "refresh.groups.enabled",
          "sync.topic.configs.enabled",
          "sync.topic.acls.enabled",
          "sync.group.offsets.enabled",
          "emit.checkpoints.enabled",
          "emit.heartbeats.enabled",
          "emit.offset-syncs.enabled",
          "heartbeats.replication.enabled",
          "replication.policy.internal.topic.separator.enabled");
  private static final List<String> NUMBERS =
      List.of(
          "sync.group.offsets.interval.seconds",
          "emit.checkpoints.interval.seconds",
          "emit.heartbeats.interval.seconds",
          "checkpoints.topic.replication.factor",
          "heartbeats.topic.replication.factor",
          "offset-syncs.topic.replication.factor");
  private static final List<String> PATTERNS =
      List.of("topics", "topics.exclude", "groups", "groups.exclude", "config.properties.exclude");

  /** What only the default can be followed of, and why. */
  private static final Map<String, String> ONLY_DEFAULT =
      Map.of(
          "group.filter.class",
          "write its rule as regular expressions: 'groups' and 'groups.exclude'",
          "forwarding.admin.class",
          "let Strait make the topics, or make them beforehand yourself");

  private SettingChecks() {}

  /** What is wrong with the settings of one pair. */
  static List<KeyProblem> of(MirrorPair pair) {
    List<KeyProblem> problems = new ArrayList<>();
    for (String name : FLAGS) {
      if (!List.of("true", "false").contains(pair.text(name).toLowerCase(java.util.Locale.ROOT))) {
        problems.add(bad(pair, name, "neither true nor false", "Write one of them"));
      }
    }
    for (String name : NUMBERS) {
      if (!pair.text(name).matches("[1-9][0-9]{0,8}")) {
        problems.add(
            bad(
                pair,
                name,
                "no number above 0",
                "Write one; to switch it off, see" + " the key that ends with '.enabled'"));
      }
    }
    PATTERNS.forEach(name -> pair.list(name).forEach(item -> pattern(pair, name, item, problems)));
    if (!List.of("source", "target").contains(pair.text("offset-syncs.topic.location"))) {
      problems.add(
          bad(
              pair,
              "offset-syncs.topic.location",
              "neither source nor target",
              "Write one of them"));
    }
    if (!List.of("source", "target").contains(pair.text("use.defaults.from"))) {
      problems.add(
          bad(pair, "use.defaults.from", "neither source nor target", "Write one of them"));
    }
    ONLY_DEFAULT.forEach(
        (name, advice) -> {
          if (!pair.text(name).equals(KeyBook.get().usual(name))) {
            problems.add(
                bad(pair, name, "a class that Strait cannot ask", "Remove it and " + advice));
          }
        });
    if (Arrays.asList(pair.text("metric.names.formats").split("\\s*,\\s*")).contains("new")) {
      problems.add(
          bad(
              pair,
              "metric.names.formats",
              "a form that Strait does not have",
              "Write 'legacy', or take Strait's own metrics from /metrics"));
    }
    return problems;
  }

  private static void pattern(
      MirrorPair pair, String name, String item, List<KeyProblem> problems) {
    try {
      Pattern.compile(item);
    } catch (PatternSyntaxException e) {
      problems.add(
          new KeyProblem(
              name,
              "of '"
                  + pair.source()
                  + "->"
                  + pair.target()
                  + "' holds '"
                  + item
                  + "', which is no regular expression: "
                  + e.getDescription(),
              "Correct it; a comma separates expressions and cannot be part of one"));
    }
  }

  private static KeyProblem bad(MirrorPair pair, String name, String what, String advice) {
    return new KeyProblem(
        name,
        "of '" + pair.source() + "->" + pair.target() + "' is '" + pair.text(name) + "', " + what,
        advice);
  }
}
