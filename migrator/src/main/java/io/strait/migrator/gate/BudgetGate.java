package io.strait.migrator.gate;

import io.strait.replicator.topology.Link;

/**
 * Whether the error budget of a link lets a wave begin or switch. Asked often and by several
 * threads; answers from memory.
 */
@FunctionalInterface
public interface BudgetGate {
  /** Passed where nothing is promised about the link; inconclusive while waves are refused. */
  Verdict ask(Link link);

  /** Nothing is promised about any link. */
  static BudgetGate none() {
    return link -> new Verdict.Passed("nothing is promised about the link");
  }
}
