package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Handling;
import java.util.List;
import java.util.Map;

/**
 * What a comparison found.
 *
 * @param steps what closes each difference that can be closed, in the order in which it must be
 *     done; a difference without one has none to be closed with
 * @param differences all, in a stable order
 * @param placed the target's version for each one of the source that it has
 * @param compared how many versions and levels were looked at
 * @param notes sentences
 */
record SchemaComparison(
    Map<Difference, SchemaStep> steps,
    List<Difference> differences,
    Map<SchemaKey, SchemaVersion> placed,
    int compared,
    List<String> notes) {

  /** The same, but nothing can be closed at the moment. */
  SchemaComparison blocked(String why) {
    List<Difference> all =
        differences.stream().map(one -> one.applies() ? blocked(one, why) : one).toList();
    return new SchemaComparison(Map.of(), all, placed, compared, notes);
  }

  private static Difference blocked(Difference one, String why) {
    return new Difference(
        one.aspect(),
        one.resource(),
        one.field(),
        one.verb(),
        Handling.BLOCKED,
        one.now(),
        one.wanted(),
        why);
  }
}
