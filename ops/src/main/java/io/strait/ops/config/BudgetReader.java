package io.strait.ops.config;

import io.strait.migrator.plan.Budgets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code budgets} of a wave: durations such as {@code 500ms}, {@code 30s}, {@code 5m}. */
final class BudgetReader {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

  private final Problems problems;
  private final Durations durations;

  BudgetReader(Problems problems) {
    this.problems = problems;
    this.durations = new Durations(problems);
  }

  Budgets read(Section section) {
    Budgets defaults = Budgets.defaults();
    Duration hold = durations.read(section, "hold", defaults.hold());
    Duration fence = durations.read(section, "fence", defaults.fence());
    long maxLag = section.optional("maxLag").flatMap(this::number).orElse(defaults.maxLag());
    Duration verifiedWithin = durations.read(section, "verifiedWithin", defaults.verifiedWithin());
    Duration clientSilence = durations.read(section, "clientSilence", defaults.clientSilence());
    section.done();
    try {
      return new Budgets(hold, fence, maxLag, verifiedWithin, clientSilence);
    } catch (IllegalArgumentException e) {
      problems.error(section.path(), section.line(), e.getMessage(), "Correct the budgets");
      return defaults;
    }
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
