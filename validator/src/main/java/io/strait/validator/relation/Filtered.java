package io.strait.validator.relation;

import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.LogRecord;
import java.util.List;
import java.util.Optional;

/**
 * Some source records must not be on the target: a record is left out if an excluding rule holds
 * for it, or if there are including ones and none of them holds. One that is there all the same is
 * FOREIGN.
 *
 * @param rules asked in any order; not empty
 */
public record Filtered(List<FilterRule> rules) implements Expectation {
  /** Keeps a copy. */
  public Filtered {
    rules = List.copyOf(rules);
  }

  @Override
  public Optional<LogRecord> expected(LogRecord source) {
    boolean wanted = rules.stream().allMatch(FilterRule::excluding);
    for (FilterRule rule : rules) {
      boolean holds = rule.holds(source);
      if (holds && rule.excluding()) {
        return Optional.empty();
      }
      wanted |= holds;
    }
    return wanted ? Optional.of(source) : Optional.empty();
  }

  @Override
  public LogRecord seen(LogRecord target) {
    return target;
  }

  @Override
  public boolean isIdentity() {
    return rules.isEmpty();
  }

  @Override
  public String text() {
    return "source records are left out by " + rules.size() + " filters";
  }
}
