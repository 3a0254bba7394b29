package io.strait.migrator.step;

import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.Direction;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.fence.acl.DenyPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the journal says; the same for the runner that wrote it and for everybody who replays it.
 *
 * @param state where the migration stands
 * @param since when it came there
 * @param started whether a start was accepted
 * @param commands ids of all commands ever answered
 * @param heldSince when the hold of the present switch was ordered; empty outside a switch
 * @param routeEpoch epoch of the newest ordered route, 0 before the first: the place in the journal
 *     of the intent that ordered it, so that it only grows whoever runs
 * @param writeDenials by cluster alias, the DENYs on topics that we raised and have not lifted
 * @param groupDenials the same on groups
 * @param verifiedTo up to where source and target were proved equal, by the wave's source names
 * @param switches all decided switches, oldest first
 * @param outcomes the last outcomes of steps, oldest first, at most {@link #OUTCOMES}
 */
public record Facts(
    CutoverState state,
    Instant since,
    boolean started,
    Set<String> commands,
    Optional<Instant> heldSince,
    long routeEpoch,
    Map<String, DenyPlan> writeDenials,
    Map<String, DenyPlan> groupDenials,
    Frontier verifiedTo,
    List<Switch> switches,
    List<Outcome> outcomes) {
  /** How many outcomes are kept. */
  public static final int OUTCOMES = 20;

  /** Keeps copies. */
  public Facts {
    commands = Set.copyOf(commands);
    writeDenials = Map.copyOf(writeDenials);
    groupDenials = Map.copyOf(groupDenials);
    switches = List.copyOf(switches);
    outcomes = List.copyOf(outcomes);
  }

  /**
   * A decided switch.
   *
   * @param direction which way
   * @param from alias of the cluster that had the authority
   * @param to alias of the cluster that has it now
   * @param at when the route was released
   * @param writePauseMillis from the order to hold to the release of the route
   */
  public record Switch(
      Direction direction, String from, String to, Instant at, long writePauseMillis) {}

  /**
   * What became of a step.
   *
   * @param step its name
   * @param at when
   * @param result {@code passed}, {@code failed} or {@code waiting}
   * @param text reason or findings, empty when passed
   */
  public record Outcome(String step, Instant at, String result, String text) {}
}
