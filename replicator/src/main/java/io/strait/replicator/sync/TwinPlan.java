package io.strait.replicator.sync;

import java.util.List;

/**
 * What one comparison of an aspect found.
 *
 * @param aspect what was compared
 * @param compared how many things were looked at, equal ones included
 * @param differences in a stable order; empty if the target is the source's twin
 * @param notes sentences about what could not be compared, or what the target lacks in general
 */
public record TwinPlan(
    Aspect aspect, int compared, List<Difference> differences, List<String> notes) {
  /** Keeps copies. */
  public TwinPlan {
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  /** Those that an apply would close. */
  public List<Difference> toApply() {
    return differences.stream().filter(Difference::applies).toList();
  }
}
