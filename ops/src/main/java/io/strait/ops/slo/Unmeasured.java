package io.strait.ops.slo;

import io.strait.ops.config.StraitConfig;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.topology.Link;
import io.strait.validator.slo.Evaluation;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.SloWords;
import io.strait.validator.slo.WindowBurn;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says why nothing is known about an objective: what is not measured is never shown as kept. Pure.
 *
 * @param beatless why the link has no heartbeats, if it has none
 * @param audited whether the link is audited
 * @param groupsKept whether positions of groups are compared
 */
record Unmeasured(Optional<String> beatless, boolean audited, boolean groupsKept) {

  /** As the configuration has it; {@code beats} is whether the link may have heartbeats at all. */
  static Unmeasured of(StraitConfig config, Link link, boolean beats) {
    Optional<String> why =
        config.objectives().heartbeats().isEmpty()
            ? Optional.of("heartbeats are off")
            : Optional.of("a link that a wave moves has no heartbeats").filter(any -> !beats);
    return new Unmeasured(
        why,
        config.audit().links().contains(link.name()),
        config.settings(link.name()).twin().keep().contains(Aspect.GROUPS));
  }

  /** The same evaluations; one that only an idle link is behind is unknown, and never fine. */
  List<Evaluation> judged(List<Evaluation> evaluations) {
    return evaluations.stream().map(one -> isIdle(one) ? one.withoutNews() : one).toList();
  }

  /** The reasons, by objective; those without one were measured. */
  Map<Sli, String> reasons(List<Evaluation> evaluations) {
    Map<Sli, String> reasons = new EnumMap<>(Sli.class);
    evaluations.forEach(
        one -> reason(one).ifPresent(text -> reasons.put(one.objective().sli(), text)));
    return reasons;
  }

  private boolean isIdle(Evaluation one) {
    return one.objective().sli() == Sli.FRESHNESS
        && beatless.isPresent()
        && fastest(one).filter(rule -> rule.overShort().total() == 0).isPresent();
  }

  private Optional<String> reason(Evaluation one) {
    if (isIdle(one)) {
      String time = SloWords.time(fastest(one).orElseThrow().rule().shortWindow());
      return Optional.of(
          "nothing was judged in the last " + time + ", and " + beatless.orElseThrow());
    }
    return fastest(one)
        .filter(rule -> rule.overLong().total() == 0)
        .map(
            rule ->
                missing(one.objective().sli())
                    + " in the last "
                    + SloWords.time(rule.rule().longWindow()));
  }

  private String missing(Sli sli) {
    return switch (sli) {
      case FRESHNESS -> "no record was judged";
      case COMPLETENESS, CORRECTNESS, ORDER, DUPLICATES ->
          audited
              ? "the audit has proved nothing"
              : "nothing was proved, because 'audit:' does not name this link,";
      case OFFSETS ->
          groupsKept
              ? "no position of a group was compared"
              : "no position was compared, because 'twin' does not keep groups,";
    };
  }

  private static Optional<WindowBurn> fastest(Evaluation one) {
    return one.windows().stream().findFirst();
  }
}
