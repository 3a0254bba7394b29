package io.strait.validator.slo;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is promised about one link, and what is done when it is not kept.
 *
 * @param all at most one for each indicator, in the order of {@link Sli}; an indicator without one
 *     is neither judged nor shown
 * @param within how late after the source a record, a proof or a group may be
 * @param window over which the budget lasts
 * @param floor below how many events nothing is concluded
 * @param rules when a burning budget is told to somebody
 * @param tiers in which resolutions counts are kept
 * @param policy what is done
 */
public record Objectives(
    List<Objective> all,
    Deadlines within,
    Duration window,
    Floor floor,
    List<BurnRule> rules,
    List<Tier> tiers,
    BudgetPolicy policy) {
  /** Windows that make sense with these rules. */
  public static final Duration LEAST_WINDOW = Duration.ofDays(7);

  /** More would not be remembered in the topic. */
  public static final Duration MOST_WINDOW = Duration.ofDays(90);

  /**
   * How late things may be, each above 0.
   *
   * @param fresh a record on the target after the source
   * @param proved the proof of a range after its records, before unverifiable counts as bad
   * @param groups a group's position on the target after the source
   */
  public record Deadlines(Duration fresh, Duration proved, Duration groups) {
    /** 5 s, 15 minutes, a minute. */
    public static final Deadlines USUAL =
        new Deadlines(Duration.ofSeconds(5), Duration.ofMinutes(15), Duration.ofMinutes(1));
  }

  /** Keeps sorted copies. */
  public Objectives {
    all = all.stream().sorted(Comparator.comparing(Objective::sli)).toList();
    rules = List.copyOf(rules);
    tiers = List.copyOf(tiers);
  }

  /** With the usual rules for this window. */
  public Objectives(
      List<Objective> all, Deadlines within, Duration window, Floor floor, BudgetPolicy policy) {
    this(all, within, window, floor, BurnRule.standard(window), Tier.standard(window), policy);
  }

  /** What holds when nothing else is said. */
  public static Objectives usual() {
    return new Objectives(
        List.of(
            Objective.of(Sli.FRESHNESS, "99.9"),
            Objective.of(Sli.COMPLETENESS, "99.9"),
            Objective.of(Sli.CORRECTNESS, "99.999"),
            Objective.of(Sli.ORDER, "99.999"),
            Objective.of(Sli.DUPLICATES, "99.99"),
            Objective.of(Sli.OFFSETS, "99.9")),
        Deadlines.USUAL,
        Duration.ofDays(30),
        Floor.USUAL,
        BudgetPolicy.usual());
  }

  /** What is promised about an indicator, if anything. */
  public Optional<Objective> of(Sli sli) {
    return all.stream().filter(one -> one.sli() == sli).findFirst();
  }

  /**
   * The same with every window so many times shorter; deadlines stay. For tests that cannot wait.
   */
  public Objectives faster(long times) {
    return new Objectives(
        all,
        within,
        window.dividedBy(times),
        floor,
        rules.stream().map(rule -> rule.faster(times)).toList(),
        tiers.stream().map(tier -> tier.faster(times)).toList(),
        policy.faster(times));
  }
}
