package io.strait.ops.config;

import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.ActionRule;
import io.strait.validator.slo.BudgetPolicy;
import io.strait.validator.slo.BurnRule;
import io.strait.validator.slo.Floor;
import io.strait.validator.slo.Objective;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.Objectives.Deadlines;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.SloWords;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is promised about one link, over what is promised already. */
final class LinkObjectivesReader {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?) ?%?");
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");
  private static final BigDecimal LOW = BigDecimal.valueOf(99);
  private static final String OFF = "off";

  private final Problems problems;
  private final Durations durations;

  LinkObjectivesReader(Problems problems) {
    this.problems = problems;
    this.durations = new Durations(problems);
  }

  /** Asks for its own keys; whoever gave the section says when it is done. */
  Objectives read(Section section, Objectives usual) {
    Duration window = window(section, usual.window());
    Deadlines within =
        new Deadlines(
            within(section, Sli.FRESHNESS, usual.within().fresh()),
            within(section, Sli.COMPLETENESS, usual.within().proved()),
            within(section, Sli.OFFSETS, usual.within().groups()));
    List<Objective> all = new ArrayList<>();
    for (Sli sli : Sli.values()) {
      objective(section, sli, usual.of(sli), window).ifPresent(all::add);
    }
    Floor floor = section.section("floor").map(this::floor).orElse(usual.floor());
    BudgetPolicy policy =
        section
            .section("actions")
            .map(group -> policy(group, usual.policy()))
            .orElse(usual.policy());
    return new Objectives(all, within, window, floor, policy);
  }

  private Duration window(Section section, Duration usual) {
    Duration window = durations.read(section, "window", usual);
    if (window.compareTo(Objectives.LEAST_WINDOW) < 0
        || window.compareTo(Objectives.MOST_WINDOW) > 0) {
      problems.error(
          section.path() + ".window",
          section.line(),
          "is "
              + SloWords.time(window)
              + ", but must be from "
              + SloWords.time(Objectives.LEAST_WINDOW)
              + " to "
              + SloWords.time(Objectives.MOST_WINDOW),
          "Write for example 'window: 30d'");
      return usual;
    }
    return window;
  }

  /** An indicator's key holds a share, a group with more, or {@code off}. */
  private Optional<Objective> objective(
      Section section, Sli sli, Optional<Objective> usual, Duration window) {
    String key = sli.word();
    if (section.isText(key, OFF)) {
      return Optional.empty();
    }
    if (!section.isGroup(key)) {
      Optional<Text> share = section.optional(key);
      return share.isEmpty() ? usual : share.flatMap(text -> share(sli, text, window));
    }
    Section group = section.section(key).orElseThrow();
    Optional<Text> share = group.optional("target");
    if (hasDeadline(sli)) {
      group.optional("within");
    }
    group.done();
    if (share.isPresent()) {
      return share(sli, share.get(), window);
    }
    return usual.or(() -> Objectives.usual().of(sli));
  }

  private Optional<Objective> share(Sli sli, Text text, Duration window) {
    Matcher matcher = PERCENT.matcher(text.value().strip());
    if (!matcher.matches()) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is no share in percent",
          "Write for example 99.9 or \"99.9 %\", or off");
      return Optional.empty();
    }
    try {
      Objective objective = new Objective(sli, new BigDecimal(matcher.group(1)));
      judge(objective, text, window);
      return Optional.of(objective);
    } catch (IllegalArgumentException e) {
      problems.error(text.path(), text.line(), e.getMessage(), "Correct the objective");
      return Optional.empty();
    }
  }

  /** A budget that is too large to burn fast is legal, but its alerts may never come. */
  private void judge(Objective objective, Text text, Duration window) {
    double fastest = BurnRule.standard(window).get(0).factor();
    boolean never = objective.mostBurn() <= fastest;
    if (never || objective.percent().compareTo(LOW) <= 0) {
      problems.warning(
          text.path(),
          text.line(),
          "is "
              + objective.percent().toPlainString()
              + " %: even a total outage burns its budget only "
              + SloWords.rate(objective.mostBurn())
              + " too fast, and the fastest alert needs "
              + SloWords.rate(fastest)
              + (never
                  ? ", so it can never come"
                  : ", which is "
                      + SloWords.percent(100 * fastest * objective.allowed().doubleValue())
                      + " of all events bad for an hour"),
          "Promise more than 99 %, or rely on 'strait slo' and the slow alerts");
    }
  }

  private static boolean hasDeadline(Sli sli) {
    return sli == Sli.FRESHNESS || sli == Sli.COMPLETENESS || sli == Sli.OFFSETS;
  }

  private Duration within(Section section, Sli sli, Duration usual) {
    return section.isGroup(sli.word())
        ? durations.read(section.section(sli.word()).orElseThrow(), "within", usual)
        : usual;
  }

  private Floor floor(Section section) {
    long events = number(section, "events", Floor.USUAL.events());
    long errors = number(section, "errors", Floor.USUAL.errors());
    section.done();
    return new Floor(events, errors);
  }

  private long number(Section section, String key, long usual) {
    Optional<Text> text = section.optional(key);
    if (text.isEmpty() || NUMBER.matcher(text.get().value()).matches()) {
      return text.map(one -> Long.parseLong(one.value())).orElse(usual);
    }
    problems.error(
        text.get().path(),
        text.get().line(),
        "is '" + text.get().value() + "', which is not a whole number above 0",
        "Write for example '" + key + ": " + usual + "'");
    return usual;
  }

  private BudgetPolicy policy(Section section, BudgetPolicy usual) {
    List<ActionRule> rules = new ArrayList<>();
    for (ActionKind kind : ActionKind.values()) {
      Optional<ActionRule> before =
          usual.rules().stream().filter(rule -> rule.kind() == kind).findFirst();
      if (!section.isText(kind.word(), OFF)) {
        section
            .section(kind.word())
            .map(group -> rule(group, kind))
            .or(() -> before)
            .ifPresent(rules::add);
      }
    }
    section.done();
    return BudgetPolicy.of(rules);
  }

  private ActionRule rule(Section section, ActionKind kind) {
    Optional<Double> burned = section.optional("burned").flatMap(this::burned);
    boolean page = new Choice(problems).flag(section, "page", false);
    section.done();
    if (!section.has("burned") && !page) {
      problems.error(
          section.path(),
          section.line(),
          "says neither 'burned' nor 'page: true', so it would never be taken",
          "Write for example {burned: 75 %, page: true}, or '" + kind.word() + ": off'");
    }
    return new ActionRule(kind, burned, page);
  }

  private Optional<Double> burned(Text text) {
    Matcher matcher = PERCENT.matcher(text.value().strip());
    if (matcher.matches() && Double.parseDouble(matcher.group(1)) > 0) {
      return Optional.of(Double.parseDouble(matcher.group(1)));
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + text.value() + "', which is no share of the budget in percent",
        "Write for example 'burned: 75 %'");
    return Optional.empty();
  }
}
