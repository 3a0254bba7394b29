package io.strait.migrator.step;

import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.gate.Verdict;
import java.util.Optional;

/**
 * What this runner has seen itself and does not journal, because it must not outlive it. Belongs to
 * the runner's thread.
 */
public final class Attestations {
  private Optional<Frontier> goal = Optional.empty();
  private Frontier compared = Frontier.NONE;
  private Verdict answer = new Verdict.Inconclusive("not executed yet");

  /** Up to where the running comparison goes; empty while none runs. */
  public Optional<Frontier> goal() {
    return goal;
  }

  /** How far the running comparison is. */
  public Frontier compared() {
    return compared;
  }

  /** Begins a comparison. */
  public void compare(Frontier from, Frontier to) {
    this.compared = from;
    this.goal = Optional.of(to);
  }

  /** The running comparison has come this far. */
  public void compared(Frontier upTo) {
    this.compared = upTo;
  }

  /** What the last executed act read back. */
  public Verdict answer() {
    return answer;
  }

  /** Remembers what an act read back. */
  public void answer(Verdict verdict) {
    this.answer = verdict;
  }

  /** Another step begins. */
  public void forget() {
    goal = Optional.empty();
    compared = Frontier.NONE;
    answer = new Verdict.Inconclusive("not executed yet");
  }
}
