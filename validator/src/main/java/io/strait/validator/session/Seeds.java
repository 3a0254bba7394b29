package io.strait.validator.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which seed a run digests under. */
final class Seeds {
  private Seeds() {}

  /** The one that most earlier proofs were made under, so that theirs and its own join. */
  static long of(Collection<StateEntry.Point> known, long fresh) {
    Map<Long, Integer> uses = new HashMap<>();
    known.forEach(point -> uses.merge(point.point().seed(), 1, Integer::sum));
    return uses.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(fresh);
  }
}
