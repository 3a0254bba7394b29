package io.strait.migrator.run;

import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.LinkGates;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.Facts;
import io.strait.migrator.step.Ports;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.ClusterAlias;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches the fences between switches: nothing that we ever raised may keep users out of the side
 * that has the authority, and while soaking the side without it must stay fenced.
 *
 * <p>The first can happen: a runner that was replaced while it raised a fence may create a DENY
 * after its successor has lifted it. Belongs to the runner's thread.
 */
final class RestWatch {
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** A cluster that does not answer costs the runner a call's deadline. */
  private static final Duration EVERY_WHILE_AWAY = Duration.ofMinutes(1);

  private final Wave wave;
  private final Ports ports;
  private final Clock clock;
  private Instant frontAt = Instant.MIN;
  private Instant backAt = Instant.MIN;
  private Optional<String> frontProblem = Optional.empty();
  private Optional<String> backProblem = Optional.empty();

  RestWatch(Wave wave, Ports ports, Clock clock) {
    this.wave = wave;
    this.ports = ports;
    this.clock = clock;
  }

  /** What is wrong as of the last look. */
  Optional<String> problem() {
    return backProblem.or(() -> frontProblem);
  }

  /** Another state was entered. */
  void reset() {
    frontAt = Instant.MIN;
    backAt = Instant.MIN;
    frontProblem = Optional.empty();
    backProblem = Optional.empty();
  }

  /**
   * Every few seconds, lifts what stands on the side with the authority though it must not.
   *
   * @param everRaised all DENYs that the journal ever meant to raise, by cluster alias
   * @return what was lifted, for the journal
   */
  List<Deny> open(Facts facts, Map<String, Set<Deny>> everRaised) {
    if (!usersAreFree(facts) || clock.instant().isBefore(frontAt)) {
      return List.of();
    }
    ClusterAlias home = authority(facts);
    Set<Deny> ours = everRaised.getOrDefault(home.value(), Set.of());
    try {
      List<Deny> found = ports.writes().standing(home, ours);
      frontAt = clock.instant().plus(EVERY);
      frontProblem = Optional.empty();
      if (found.isEmpty()) {
        return List.of();
      }
      Verdict lifted = ports.writes().lift(home, new DenyPlan(home.value(), found, List.of()));
      frontProblem =
          lifted.passed()
              ? Optional.empty()
              : Optional.of("cannot lift " + found + " on " + home + ": " + lifted.text());
      return lifted.passed() ? found : List.of();
    } catch (ClusterException e) {
      frontAt = clock.instant().plus(EVERY_WHILE_AWAY);
      frontProblem = Optional.of(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  /** Every few seconds while soaking, looks whether the other side's fence still stands. */
  void fenced(Facts facts) {
    if (!(facts.state() instanceof CutoverState.Soaking) || clock.instant().isBefore(backAt)) {
      return;
    }
    Verdict stands = stands(facts);
    backProblem =
        stands instanceof Verdict.Failed gone ? Optional.of(gone.text()) : Optional.empty();
    backAt =
        clock.instant().plus(stands instanceof Verdict.Inconclusive ? EVERY_WHILE_AWAY : EVERY);
  }

  /** Why the way back must not be given up now: writers are free there, or the link has halted. */
  Optional<String> againstCompletion(Facts facts) {
    if (!(facts.state() instanceof CutoverState.Soaking)) {
      return Optional.empty();
    }
    if (stands(facts) instanceof Verdict.Failed gone) {
      return Optional.of(gone.text());
    }
    return ports
        .links()
        .progress(wave.link().reversed())
        .map(LinkGates::healthy)
        .filter(Verdict.Failed.class::isInstance)
        .map(halted -> "the link of the other direction has halted: " + halted.text());
  }

  private Verdict stands(Facts facts) {
    ClusterAlias home = authority(facts);
    ClusterAlias old = home.equals(wave.source()) ? wave.target() : wave.source();
    DenyPlan plan = facts.writeDenials().get(old.value());
    if (plan == null) {
      return new Verdict.Inconclusive("the journal knows of no fence on " + old);
    }
    try {
      Verdict verdict = ports.writes().stands(old, plan);
      return verdict instanceof Verdict.Failed
          ? new Verdict.Failed(
              List.of(
                  "the fence on "
                      + old
                      + " is gone: "
                      + verdict.text()
                      + "; what is written there now is in neither log of record: create these"
                      + " DENYs again and compare both sides"))
          : verdict;
    } catch (ClusterException e) {
      return new Verdict.Inconclusive(String.valueOf(e.getMessage()));
    }
  }

  private static boolean usersAreFree(Facts facts) {
    return switch (facts.state().name()) {
      case MIRRORING, VERIFYING, READY, SOAKING, COMPLETED, HALTED -> true;
      case PLANNED, PREPARED, ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED -> false;
      case REVERSE_ARMED, SWITCHING, SWITCHED, ABORTING -> false;
    };
  }

  private ClusterAlias authority(Facts facts) {
    int switches = facts.switches().size();
    return switches == 0
        ? wave.source()
        : new ClusterAlias(facts.switches().get(switches - 1).to());
  }
}
