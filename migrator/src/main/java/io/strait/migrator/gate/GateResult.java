package io.strait.migrator.gate;

import java.util.List;

/**
 * A gate's answer.
 *
 * @param gate name of the gate
 * @param verdict its answer
 */
public record GateResult(String gate, Verdict verdict) {
  /** Asks all of them, in order. */
  public static List<GateResult> all(List<Gate> gates, Situation situation) {
    return gates.stream().map(gate -> gate.ask(situation)).toList();
  }
}
