package io.strait.migrator.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An entry before it has its place in the chain.
 *
 * @param kind what it is about
 * @param state label of the state in which it was written
 * @param step name of the step, or empty
 * @param data evidence; no secrets, no fractional numbers
 */
public record Draft(EntryKind kind, String state, String step, ObjectNode data) {
  /** Keeps a copy of the data. */
  public Draft {
    data = data.deepCopy();
  }
}
