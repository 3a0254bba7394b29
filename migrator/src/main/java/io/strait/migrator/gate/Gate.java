package io.strait.migrator.gate;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A named question about a situation. */
public enum Gate {
  /** The feeding link runs here and copies every partition of the wave without a problem. */
  LINK_HEALTHY(LinkGates::healthy),
  /** The feeding link's lag is known and at most the budget. */
  LAG_BELOW_LIMIT(LinkGates::lag),
  /** No partition of the feed's target holds records that its source does not have. */
  TARGET_UNTOUCHED(LinkGates::foreign),
  /** A live comparison passed, recently. */
  VERIFIED_RECENTLY(Gate::verified),
  /** Every live client has acknowledged the present route. */
  CLIENTS_FOLLOW(Gate::clients),
  /** Both copies of the journal are complete. */
  JOURNAL_COPIED(Gate::journal),
  /** The link's error budget is not spent, or somebody has granted to go on without. */
  BUDGET_LEFT(Situation::budget);

  /** Before a switch. */
  public static final List<Gate> FOR_SWITCH =
      List.of(
          LINK_HEALTHY,
          LAG_BELOW_LIMIT,
          TARGET_UNTOUCHED,
          VERIFIED_RECENTLY,
          CLIENTS_FOLLOW,
          JOURNAL_COPIED,
          BUDGET_LEFT);

  /** Before a rollback. */
  public static final List<Gate> FOR_ROLLBACK =
      List.of(LINK_HEALTHY, LAG_BELOW_LIMIT, TARGET_UNTOUCHED, CLIENTS_FOLLOW, JOURNAL_COPIED);

  /** Before giving up the way back. */
  public static final List<Gate> FOR_COMPLETE = List.of(CLIENTS_FOLLOW, JOURNAL_COPIED);

  private final Function<Situation, Verdict> question;

  Gate(Function<Situation, Verdict> question) {
    this.question = question;
  }

  /** Asks. */
  public GateResult ask(Situation situation) {
    return new GateResult(name(), question.apply(situation));
  }

  private static Verdict verified(Situation situation) {
    if (situation.verifiedAt().isEmpty()) {
      return new Verdict.Inconclusive("no live comparison has passed since the runner started");
    }
    Duration age = Duration.between(situation.verifiedAt().get(), situation.at());
    return age.compareTo(situation.budgets().verifiedWithin()) <= 0
        ? new Verdict.Passed("compared " + age.toSeconds() + " s ago")
        : new Verdict.Inconclusive(
            "the last comparison is "
                + age.toSeconds()
                + " s old; at most "
                + situation.budgets().verifiedWithin().toSeconds()
                + " s are believed");
  }

  private static Verdict clients(Situation situation) {
    Duration silence = situation.budgets().clientSilence();
    List<String> missing =
        LiveClients.missing(situation.acks(), situation.at(), silence, situation.routeEpoch());
    int live = LiveClients.of(situation.acks(), situation.at(), silence).size();
    return missing.isEmpty()
        ? new Verdict.Passed(live + " live clients follow route epoch " + situation.routeEpoch())
        : new Verdict.Failed(missing);
  }

  private static Verdict journal(Situation situation) {
    return situation.journalLag() == 0
        ? new Verdict.Passed("both copies complete")
        : new Verdict.Inconclusive(
            "the second copy lacks " + situation.journalLag() + " entries; is its cluster up?");
  }
}
