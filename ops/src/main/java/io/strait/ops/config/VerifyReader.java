package io.strait.ops.config;

import io.strait.validator.contract.Contract.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code verify} of a link: what its copy is declared to be. */
final class VerifyReader {
  private static final String SAME = "same";
  private static final String BY_KEY = "by-key";
  private static final String SCHEMA_IDS = "schemaIds";

  private final Problems problems;
  private final Choice choice;

  VerifyReader(Problems problems) {
    this.problems = problems;
    this.choice = new Choice(problems);
  }

  /** Reads the section to its end. */
  VerifySettings read(Section section) {
    VerifySettings defaults = VerifySettings.defaults();
    Map<Integer, Integer> ids = section.isGroup(SCHEMA_IDS) ? ids(section) : Map.of();
    VerifySettings read =
        new VerifySettings(
            choice.read(section, "offsets", defaults.offsets()),
            patterns(section),
            choice.read(section, "timestamps", defaults.timestamps()),
            placement(section),
            schemaIds(section),
            ids);
    section.done();
    return read;
  }

  private List<Pattern> patterns(Section section) {
    List<Pattern> patterns = new ArrayList<>();
    for (Text text : section.texts("ignoreHeaders")) {
      try {
        patterns.add(Pattern.compile(text.value()));
      } catch (PatternSyntaxException e) {
        problems.error(
            text.path(),
            text.line(),
            "is no regular expression: " + e.getDescription() + " at " + e.getIndex(),
            "Correct it");
      }
    }
    return patterns;
  }

  private Placement placement(Section section) {
    return section
        .optional("partitions")
        .map(
            text -> {
              if (!Set.of(SAME, BY_KEY).contains(text.value())) {
                problems.error(
                    text.path(),
                    text.line(),
                    "is '" + text.value() + "', but must be one of same, by-key",
                    Nearest.advice(text.value(), Set.of(SAME, BY_KEY)));
              }
              return text.value().equals(BY_KEY) ? Placement.BY_KEY : Placement.SAME_PARTITION;
            })
        .orElse(Placement.SAME_PARTITION);
  }

  /** A word, or the ids themselves. */
  private VerifySettings.SchemaIds schemaIds(Section section) {
    if (section.isGroup(SCHEMA_IDS)) {
      return VerifySettings.SchemaIds.LISTED;
    }
    return section
        .optional(SCHEMA_IDS)
        .map(
            text -> {
              if (!Set.of("auto", SAME).contains(text.value())) {
                problems.error(
                    text.path(),
                    text.line(),
                    "is '"
                        + text.value()
                        + "', but must be auto, same or ids on the target by ids at the source",
                    "Write it like {1: 3, 2: 4}");
              }
              return text.value().equals(SAME)
                  ? VerifySettings.SchemaIds.SAME
                  : VerifySettings.SchemaIds.AUTO;
            })
        .orElse(VerifySettings.SchemaIds.AUTO);
  }

  private Map<Integer, Integer> ids(Section section) {
    Map<Integer, Integer> ids = new TreeMap<>();
    section
        .section(SCHEMA_IDS)
        .ifPresent(
            group -> {
              group.values().forEach((key, text) -> id(key, text, ids));
              group.done();
            });
    return ids;
  }

  private void id(String key, Text text, Map<Integer, Integer> ids) {
    try {
      int from = Integer.parseInt(key);
      int to = Integer.parseInt(text.value());
      if (from >= 0 && to >= 0) {
        ids.put(from, to);
        return;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + key + ": " + text.value() + "', but both must be ids, 0 to 2147483647",
        "Correct it");
  }
}
