package io.strait.migrator.cutover;

/**
 * One method for each state, so that a decision over all states that forgets one does not compile.
 *
 * @param <R> what the decision yields
 */
public interface StateVisitor<R> {
  /** For {@link CutoverState.Planned}. */
  R planned(CutoverState.Planned state);

  /** For {@link CutoverState.Prepared}. */
  R prepared(CutoverState.Prepared state);

  /** For {@link CutoverState.Mirroring}. */
  R mirroring(CutoverState.Mirroring state);

  /** For {@link CutoverState.Verifying}. */
  R verifying(CutoverState.Verifying state);

  /** For {@link CutoverState.Ready}. */
  R ready(CutoverState.Ready state);

  /** For {@link CutoverState.Armed}. */
  R armed(CutoverState.Armed state);

  /** For {@link CutoverState.Fencing}. */
  R fencing(CutoverState.Fencing state);

  /** For {@link CutoverState.Fenced}. */
  R fenced(CutoverState.Fenced state);

  /** For {@link CutoverState.Drained}. */
  R drained(CutoverState.Drained state);

  /** For {@link CutoverState.TailProved}. */
  R tailProved(CutoverState.TailProved state);

  /** For {@link CutoverState.ReverseArmed}. */
  R reverseArmed(CutoverState.ReverseArmed state);

  /** For {@link CutoverState.Switching}. */
  R switching(CutoverState.Switching state);

  /** For {@link CutoverState.Switched}. */
  R switched(CutoverState.Switched state);

  /** For {@link CutoverState.Soaking}. */
  R soaking(CutoverState.Soaking state);

  /** For {@link CutoverState.Completed}. */
  R completed(CutoverState.Completed state);

  /** For {@link CutoverState.Aborting}. */
  R aborting(CutoverState.Aborting state);

  /** For {@link CutoverState.Halted}. */
  R halted(CutoverState.Halted state);
}
