package io.strait.ops.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code budgets} of a wave: durations such as {@code 500ms}, {@code 30s}, {@code 5m}. */
final class BudgetReader {
  private static final List<String> NAMES = List.of("hold", "fence", "drain");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

  private final Problems problems;

  BudgetReader(Problems problems) {
    this.problems = problems;
  }

  Map<String, Duration> read(Section section) {
    Map<String, Duration> budgets = new TreeMap<>();
    for (String name : NAMES) {
      section
          .optional(name)
          .flatMap(this::duration)
          .ifPresent(duration -> budgets.put(name, duration));
    }
    section.done();
    return budgets;
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
