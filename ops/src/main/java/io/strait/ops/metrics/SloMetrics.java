package io.strait.ops.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.strait.ops.view.SloStatus;
import io.strait.validator.slo.Counts;
import io.strait.validator.slo.Sli;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What is promised about links, as metrics: the events that the rules of {@code strait metrics
 * rules} compute burn rates from, and what the daemon itself makes of them.
 */
final class SloMetrics {
  private final MeterRegistry registry;
  private final Supplier<List<SloStatus>> status;
  private final Set<String> counted = new HashSet<>();
  private final MultiGauge left;
  private final MultiGauge action;

  SloMetrics(MeterRegistry registry, Supplier<List<SloStatus>> status) {
    this.registry = registry;
    this.status = status;
    this.left =
        MultiGauge.builder("strait.slo.budget.left.ratio")
            .description("What is left of the error budget: 1 all of it, below 0 overdrawn.")
            .register(registry);
    this.action =
        MultiGauge.builder("strait.slo.action")
            .description("1 while the action is in force, 0 while a grant lifts it.")
            .register(registry);
  }

  /** Brings them up to date. */
  void update() {
    List<SloStatus> now = status.get();
    now.forEach(this::count);
    List<Row<?>> budgets = new ArrayList<>();
    List<Row<?>> actions = new ArrayList<>();
    for (SloStatus link : now) {
      if (link.owner()) {
        link.evaluations()
            .forEach(
                one ->
                    one.budget()
                        .ifPresent(
                            budget ->
                                budgets.add(
                                    Row.of(
                                        tags(link, one.objective().sli()), 1 - budget.burned()))));
        link.actions()
            .forEach(
                one ->
                    actions.add(
                        Row.of(
                            Tags.of(
                                "link", link.link().value(), "action", one.taken().kind().word()),
                            one.lifted().isEmpty() ? 1 : 0)));
      }
    }
    left.register(budgets, true);
    action.register(actions, true);
  }

  /** Both kinds from the first event on, so that an increase from 0 is seen. */
  private void count(SloStatus link) {
    for (Sli sli : link.counted().keySet()) {
      if (counted.add(link.link() + "|" + sli)) {
        counter(link, sli, "good", Counts::good);
        counter(link, sli, "bad", Counts::bad);
      }
    }
  }

  private void counter(SloStatus link, Sli sli, String result, ToLongFunction<Counts> value) {
    FunctionCounter.builder("strait.slo.events", this, all -> all.sum(link, sli, value))
        .description("Events that were judged, by objective and result, since the process started.")
        .tags(tags(link, sli).and("result", result))
        .register(registry);
  }

  private double sum(SloStatus like, Sli sli, ToLongFunction<Counts> value) {
    return status.get().stream()
        .filter(one -> one.link().equals(like.link()))
        .mapToLong(one -> value.applyAsLong(one.counted().getOrDefault(sli, Counts.NONE)))
        .sum();
  }

  private static Tags tags(SloStatus link, Sli sli) {
    return Tags.of("link", link.link().value(), "objective", sli.word());
  }
}
