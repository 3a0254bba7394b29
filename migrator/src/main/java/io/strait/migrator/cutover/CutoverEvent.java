package io.strait.migrator.cutover;

import java.time.Instant;

/** What happened. An event is a fact that a step has established or a command that was accepted. */
public sealed interface CutoverEvent {
  /** The word used in the table, the diagram and the journal. */
  default String word() {
    return getClass().getSimpleName();
  }

  /** The clusters are prepared. */
  record TargetPrepared() implements CutoverEvent {}

  /** The forward link runs. */
  record LinkStarted() implements CutoverEvent {}

  /** The forward link's lag is below the limit. */
  record CaughtUp() implements CutoverEvent {}

  /** No difference was found up to {@code verifiedTo}. */
  record Verified(Instant at, Frontier verifiedTo) implements CutoverEvent {}

  /** The live comparison found a difference. */
  record Diverged(String reason) implements CutoverEvent {}

  /** An attestation is too old, or was made by a runner that is gone. */
  record AttestationExpired() implements CutoverEvent {}

  /** A command to switch passed its gates. */
  record SwitchAccepted(String command) implements CutoverEvent {}

  /** A command to roll back passed its gates. */
  record RollbackAccepted(String command) implements CutoverEvent {}

  /** A command to complete passed its gates. */
  record CompleteAccepted(String command) implements CutoverEvent {}

  /** A command to go on after a halt. */
  record ResumeAccepted(Instant at) implements CutoverEvent {}

  /** Every live client holds. */
  record ClientsHeld(Instant since) implements CutoverEvent {}

  /** The fence is proved. */
  record FenceProved(Frontier frontier) implements CutoverEvent {}

  /** The link has copied up to the frontier. */
  record DrainedToFrontier() implements CutoverEvent {}

  /** Both sides are equal up to the frontier. */
  record TailMatched(long records) implements CutoverEvent {}

  /** The link of the other direction stands at the frontier. */
  record CounterLinkArmed() implements CutoverEvent {}

  /** The fence still stands, both journals are complete: the switch is decided. */
  record Decided(Instant at) implements CutoverEvent {}

  /** The route names the new authority. */
  record RouteReleased(Instant at) implements CutoverEvent {}

  /** The switch is finished. */
  record Settled() implements CutoverEvent {}

  /** The switch is given up: by command, over budget or refuted by a check. */
  record GivenUp(String reason, boolean diverged) implements CutoverEvent {}

  /** All acts of the given-up switch are taken back. */
  record Compensated(Instant at) implements CutoverEvent {}
}
