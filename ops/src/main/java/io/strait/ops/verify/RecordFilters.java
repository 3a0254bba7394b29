package io.strait.ops.verify;

import io.strait.replicator.engine.RecordFilter;
import io.strait.replicator.engine.RecordRules;
import io.strait.validator.contract.Expectation;
import io.strait.validator.relation.FilterRule;
import io.strait.validator.relation.Filtered;
import java.util.List;
import java.util.Optional;

/** Says a link's filters a second time, in the validator's own words. */
final class RecordFilters {
  private RecordFilters() {}

  /** Those of one source topic; empty when all of its records are copied. */
  static Optional<Expectation> of(RecordRules rules, String topic) {
    List<FilterRule> filters =
        rules.filters().stream()
            .filter(filter -> filter.concerns(topic))
            .map(RecordFilters::rule)
            .toList();
    return filters.isEmpty() ? Optional.empty() : Optional.of(new Filtered(filters));
  }

  private static FilterRule rule(RecordFilter filter) {
    return new FilterRule(
        !filter.including(),
        filter.key().map(RecordFilters::key),
        filter.header().map(one -> new FilterRule.HeaderTest(one.name(), one.value())),
        filter.from(),
        filter.to());
  }

  private static FilterRule.KeyTest key(RecordFilter.KeyMatch match) {
    if (match instanceof RecordFilter.KeyIs is) {
      return new FilterRule.KeyIs(is.text());
    }
    if (match instanceof RecordFilter.KeyBegins begins) {
      return new FilterRule.KeyBegins(begins.text());
    }
    return new FilterRule.KeyMatches(((RecordFilter.KeyMatches) match).pattern());
  }
}
