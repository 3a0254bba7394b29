package io.strait.ops.metrics;

import io.strait.ops.config.ObjectiveSettings;
import io.strait.ops.config.StraitConfig;
import io.strait.replicator.topology.Link;
import io.strait.validator.slo.BurnRule;
import io.strait.validator.slo.BurnRule.Severity;
import io.strait.validator.slo.Objective;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.SloWords;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recording and alert rules for Prometheus, from the same objectives that the daemon judges by.
 * Pure.
 *
 * <p>Prometheus computes burn rates by itself from the daemon's counters, so its alerts do not
 * depend on the daemon's judgement, nor on its being alive: that nothing is measured is an alert.
 * What hovers around a limit fires on for a while ({@code keep_firing_for}, Prometheus 2.42).
 */
public final class SloRules {
  private static final String EVENTS = "strait_slo_events_total";

  private final StraitConfig config;
  private final StringBuilder text = new StringBuilder();

  private SloRules(StraitConfig config) {
    this.config = config;
  }

  /** The whole file; without objectives it has no rule. */
  public static String text(StraitConfig config) {
    SloRules rules = new SloRules(config);
    rules.write();
    return rules.text.toString();
  }

  private void write() {
    line(0, "# Rules for the objectives of strait.yaml; printed by 'strait metrics rules'.");
    line(0, "# Print them again when the objectives change.");
    List<Link> promised =
        config.links().stream().filter(link -> objectives(link).isPresent()).toList();
    if (promised.isEmpty()) {
      line(0, "groups: []");
      return;
    }
    line(0, "groups:");
    line(1, "- name: strait-slo-rates");
    line(2, "rules:");
    windows(promised).forEach(this::record);
    line(1, "- name: strait-slo-alerts");
    line(2, "rules:");
    promised.forEach(this::alerts);
    spent();
    acted();
  }

  private Optional<Objectives> objectives(Link link) {
    return config.objectives().of(link.name());
  }

  private TreeSet<Duration> windows(List<Link> promised) {
    return promised.stream()
        .flatMap(link -> objectives(link).orElseThrow().rules().stream())
        .flatMap(rule -> Stream.of(rule.longWindow(), rule.shortWindow()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void record(Duration window) {
    String time = SloWords.time(window);
    String by = "sum by (link, objective) ";
    String bad = EVENTS + "{result=\"bad\"}[" + time + "]";
    String all = EVENTS + "[" + time + "]";
    record(
        "strait:slo_bad:ratio_rate" + time,
        by + "(rate(" + bad + ")) / " + by + "(rate(" + all + "))");
    record("strait:slo_bad:increase" + time, by + "(increase(" + bad + "))");
    record("strait:slo_events:increase" + time, by + "(increase(" + all + "))");
  }

  private void record(String name, String expression) {
    line(3, "- record: " + name);
    line(4, "expr: " + expression);
  }

  private void alerts(Link link) {
    Objectives objectives = objectives(link).orElseThrow();
    for (Objective objective : objectives.all()) {
      burns(link, objective, objectives, Severity.PAGE);
      burns(link, objective, objectives, Severity.TICKET);
      notMeasured(link, objective);
    }
  }

  private void burns(Link link, Objective objective, Objectives objectives, Severity severity) {
    List<BurnRule> rules =
        objectives.rules().stream()
            .filter(rule -> rule.severity() == severity)
            .filter(rule -> threshold(rule, objective).compareTo(BigDecimal.ONE) < 0)
            .toList();
    String name = name(objective.sli()) + (severity == Severity.PAGE ? "BurnsFast" : "Burns");
    if (rules.isEmpty()) {
      line(3, "# " + name + " of " + link.name() + " cannot burn that fast at " + share(objective));
      return;
    }
    line(3, "- alert: " + name);
    line(4, "expr: |-");
    for (int i = 0; i < rules.size(); i++) {
      condition(rules.get(i), link, objective, objectives, i > 0 ? "or (" : "(");
    }
    line(4, "keep_firing_for: " + (severity == Severity.PAGE ? "10m" : "1h"));
    labels(severity == Severity.PAGE ? "critical" : "warning", link, objective);
    String promised = share(objective) + " of " + objective.sli().meaning();
    annotations(
        "Link " + link.name() + " does not keep its promise: " + objective.sli().word(),
        "Promised are "
            + promised
            + " over "
            + SloWords.time(objectives.window())
            + ". The error budget burns at least "
            + SloWords.rate(rules.get(rules.size() - 1).factor())
            + " too fast. 'strait slo --link "
            + link.name()
            + "' shows what was measured and what is done about it.",
        runbook(objective.sli()));
  }

  private void condition(
      BurnRule rule, Link link, Objective objective, Objectives objectives, String start) {
    String of = series(link, objective.sli());
    String over = SloWords.time(rule.longWindow());
    String limit = threshold(rule, objective).toPlainString();
    line(5, start);
    line(6, "strait:slo_bad:ratio_rate" + over + of + " > " + limit);
    String recent = SloWords.time(rule.shortWindow());
    line(6, "and strait:slo_bad:ratio_rate" + recent + of + " > " + limit);
    line(
        6,
        "and (strait:slo_events:increase"
            + over
            + of
            + " >= "
            + objectives.floor().events()
            + " or strait:slo_bad:increase"
            + over
            + of
            + " >= "
            + objectives.floor().errors()
            + ")");
    line(5, ")");
  }

  /**
   * With heartbeats there are always events, so that there are none is an alarm from the start; for
   * what is measured now and then, only that it has stopped is.
   */
  private void notMeasured(Link link, Objective objective) {
    boolean beats = objective.sli() == Sli.FRESHNESS && isBeating(link);
    if (objective.sli() == Sli.FRESHNESS && !beats) {
      return;
    }
    String of = EVENTS + series(link, objective.sli());
    String window = beats ? "15m" : "1d";
    String stopped = "sum by (link, objective) (increase(" + of + "[" + window + "])) == 0";
    line(3, "- alert: " + name(objective.sli()) + "NotMeasured");
    line(4, "expr: " + (beats ? "absent_over_time(" + of + "[" + window + "]) or " : "") + stopped);
    line(4, "for: " + (beats ? "5m" : "1h"));
    labels("warning", link, objective);
    annotations(
        "Nobody measures " + objective.sli().word() + " of link " + link.name(),
        "What is not measured is not kept. 'strait slo --link "
            + link.name()
            + "' of the daemon that owns the link says why.",
        runbook(objective.sli()));
  }

  private boolean isBeating(Link link) {
    boolean moves =
        config.waves().stream().anyMatch(wave -> wave.link().name().equals(link.name()));
    return config.objectives().heartbeats().isPresent() && !moves;
  }

  private void spent() {
    line(3, "- alert: StraitErrorBudgetSpent");
    line(4, "expr: min by (link, objective) (strait_slo_budget_left_ratio) <= 0");
    line(4, "for: 15m");
    line(4, "labels: {severity: warning}");
    annotations(
        "Link {{ $labels.link }}: the error budget of {{ $labels.objective }} is spent",
        "It comes back as bad events leave the window. 'strait slo' shows what is done meanwhile.",
        "runbooks/slo-budget.md");
  }

  private void acted() {
    line(3, "- alert: StraitErrorBudgetAction");
    line(4, "expr: max by (link, action) (strait_slo_action) == 1");
    line(4, "for: 1m");
    line(4, "labels: {severity: info}");
    annotations(
        "Link {{ $labels.link }}: {{ $labels.action }} is in force because a budget burns",
        "'strait slo --link {{ $labels.link }}' says since when and why, and how to lift it.",
        "runbooks/slo-budget.md");
  }

  private void labels(String severity, Link link, Objective objective) {
    line(
        4,
        "labels: {severity: "
            + severity
            + ", link: "
            + quoted(link.name().value())
            + ", objective: "
            + objective.sli().word()
            + "}");
  }

  private void annotations(String summary, String description, String runbook) {
    ObjectiveSettings settings = config.objectives();
    String base = settings.runbookBase().map(one -> one + "/").orElse("");
    line(4, "annotations:");
    line(5, "summary: " + quoted(summary));
    line(5, "description: " + quoted(description));
    line(5, "runbook_url: " + quoted(base + runbook));
  }

  private static String runbook(Sli sli) {
    return switch (sli) {
      case FRESHNESS -> "runbooks/slo-freshness.md";
      case COMPLETENESS, CORRECTNESS, ORDER, DUPLICATES -> "runbooks/slo-proof.md";
      case OFFSETS -> "runbooks/slo-offsets.md";
    };
  }

  private static String name(Sli sli) {
    return "Strait" + sli.name().charAt(0) + sli.word().substring(1);
  }

  private static String series(Link link, Sli sli) {
    return "{link=\"" + link.name() + "\",objective=\"" + sli.word() + "\"}";
  }

  private static String share(Objective objective) {
    return objective.percent().toPlainString() + " %";
  }

  private static BigDecimal threshold(BurnRule rule, Objective objective) {
    return BigDecimal.valueOf(rule.factor())
        .multiply(objective.allowed(), new MathContext(6))
        .stripTrailingZeros();
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private void line(int depth, String words) {
    text.append("  ".repeat(depth)).append(words).append('\n');
  }
}
