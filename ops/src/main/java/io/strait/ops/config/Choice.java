package io.strait.ops.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads values of which there are only some: the constants of an enum, written in lower case. */
final class Choice {
  private final Problems problems;

  Choice(Problems problems) {
    this.problems = problems;
  }

  /** The constant behind the key; the fallback when the key is absent or its value is refused. */
  <T extends Enum<T>> T read(Section section, String key, T fallback) {
    return section.optional(key).map(text -> constant(text, fallback)).orElse(fallback);
  }

  /** The same for a key that must be there; the fallback stands in only while it is refused. */
  <T extends Enum<T>> T required(Section section, String key, T fallback) {
    return section.required(key).map(text -> constant(text, fallback)).orElse(fallback);
  }

  /** {@code true} or {@code false}. */
  boolean flag(Section section, String key, boolean fallback) {
    return section.optional(key).map(text -> flag(text, fallback)).orElse(fallback);
  }

  private boolean flag(Text text, boolean fallback) {
    if (text.value().equals("true") || text.value().equals("false")) {
      return text.value().equals("true");
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + text.value() + "', but must be true or false",
        "Correct it");
    return fallback;
  }

  private <T extends Enum<T>> T constant(Text text, T fallback) {
    Map<String, T> legal = new LinkedHashMap<>();
    for (T constant : fallback.getDeclaringClass().getEnumConstants()) {
      legal.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    T found = legal.get(text.value());
    if (found == null) {
      problems.error(
          text.path(),
          text.line(),
          "is '"
              + text.value()
              + "', but must be one of "
              + legal.keySet().stream().collect(Collectors.joining(", ")),
          Nearest.advice(text.value(), legal.keySet()));
      return fallback;
    }
    return found;
  }
}
