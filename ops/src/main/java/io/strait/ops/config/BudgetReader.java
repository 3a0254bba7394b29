package io.strait.ops.config;

import io.strait.migrator.plan.Budgets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code budgets} of a wave: durations such as {@code 500ms}, {@code 30s}, {@code 5m}. */
final class BudgetReader {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

  private final Problems problems;

  BudgetReader(Problems problems) {
    this.problems = problems;
  }

  Budgets read(Section section) {
    Budgets defaults = Budgets.defaults();
    Duration hold = duration(section, "hold", defaults.hold());
    Duration fence = duration(section, "fence", defaults.fence());
    long maxLag = section.optional("maxLag").flatMap(this::number).orElse(defaults.maxLag());
    Duration verifiedWithin = duration(section, "verifiedWithin", defaults.verifiedWithin());
    Duration clientSilence = duration(section, "clientSilence", defaults.clientSilence());
    section.done();
    try {
      return new Budgets(hold, fence, maxLag, verifiedWithin, clientSilence);
    } catch (IllegalArgumentException e) {
      problems.error(section.path(), section.line(), e.getMessage(), "Correct the budgets");
      return defaults;
    }
  }

  private Duration duration(Section section, String name, Duration fallback) {
    return section.optional(name).flatMap(this::duration).orElse(fallback);
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

  private Optional<Long> number(Text text) {
    if (NUMBER.matcher(text.value()).matches()) {
      return Optional.of(Long.parseLong(text.value()));
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + text.value() + "', which is not a number of records",
        "Write a whole number, 0 or more");
    return Optional.empty();
  }
}
