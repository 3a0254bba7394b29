package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Handling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects differences and what closes them. */
final class Found {
  private static final int NOTES = 20;

  private final List<Difference> differences = new ArrayList<>();
  private final Map<Difference, SchemaStep> steps = new LinkedHashMap<>();

  /** One that nothing closes. */
  void add(Difference difference) {
    differences.add(difference);
  }

  /** One that a step closes, if it is to be closed. */
  void add(Difference difference, SchemaStep step) {
    differences.add(difference);
    if (difference.applies()) {
      steps.put(difference, step);
    }
  }

  SchemaComparison comparison(
      Map<SchemaKey, SchemaVersion> placed, int compared, List<String> renumbered) {
    List<String> notes = new ArrayList<>(renumbered.stream().limit(NOTES).toList());
    if (renumbered.size() > NOTES) {
      notes.add((renumbered.size() - NOTES) + " more versions have other numbers there");
    }
    return new SchemaComparison(steps, differences, Map.copyOf(placed), compared, notes);
  }

  /** A difference without its values and its reason. */
  record Draft(
      String resource,
      String field,
      Verb verb,
      Handling handling,
      Optional<String> before,
      Optional<String> after) {
    Draft(String resource, String field, Verb verb, Handling handling) {
      this(resource, field, verb, handling, Optional.empty(), Optional.empty());
    }

    Draft now(String value) {
      return new Draft(resource, field, verb, handling, Optional.of(value), after);
    }

    Draft wanted(String value) {
      return new Draft(resource, field, verb, handling, before, Optional.of(value));
    }

    Difference because(String reason) {
      return new Difference(Aspect.SCHEMAS, resource, field, verb, handling, before, after, reason);
    }
  }
}
