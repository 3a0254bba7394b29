package io.strait.ops.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations: a whole number above 0 and {@code ms}, {@code s}, {@code m}, {@code h} or {@code
 * d}.
 */
final class Durations {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private final Problems problems;

  Durations(Problems problems) {
    this.problems = problems;
  }

  /** The duration behind the key; the fallback when the key is absent or its value is refused. */
  Duration read(Section section, String key, Duration fallback) {
    return section.optional(key).flatMap(this::duration).orElse(fallback);
  }

  private Optional<Duration> duration(Text text) {
    Matcher matcher = DURATION.matcher(text.value());
    if (matcher.matches() && Long.parseLong(matcher.group(1)) > 0) {
      return Optional.of(
          Duration.ofMillis(Long.parseLong(matcher.group(1)) * MILLIS.get(matcher.group(2))));
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + text.value() + "', which is not a positive duration",
        "Write a number and a unit: 500ms, 30s, 5m or 1h");
    return Optional.empty();
  }
}
