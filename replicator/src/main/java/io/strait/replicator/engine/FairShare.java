package io.strait.replicator.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose turn it is: among the classes that want something, the one that was served least for its
 * weight (start-time fair queueing, Goyal 1996). A class that wanted nothing for a while saves
 * nothing up and owes nothing. One thread.
 */
final class FairShare {
  private final Map<PriorityClass, Double> served = new EnumMap<>(PriorityClass.class);
  private Set<PriorityClass> wantedBefore = EnumSet.noneOf(PriorityClass.class);
  private double virtualTime;

  /** The class whose turn it is; {@code wanting} must not be empty. */
  PriorityClass next(Set<PriorityClass> wanting) {
    PriorityClass chosen = null;
    for (PriorityClass name : wanting) {
      double tag = served.getOrDefault(name, 0.0);
      if (!wantedBefore.contains(name) && tag < virtualTime) {
        tag = virtualTime;
        served.put(name, tag);
      }
      if (chosen == null || tag < served.getOrDefault(chosen, 0.0)) {
        chosen = name;
      }
    }
    if (chosen == null) {
      throw new IllegalArgumentException("no class wants anything: ask only if one does");
    }
    wantedBefore = EnumSet.copyOf(wanting);
    virtualTime = served.getOrDefault(chosen, 0.0);
    return chosen;
  }

  /** It got so many bytes; negative takes back what was counted too much. */
  void served(PriorityClass name, long bytes, int weight) {
    served.merge(name, bytes / (double) weight, Double::sum);
  }
}
