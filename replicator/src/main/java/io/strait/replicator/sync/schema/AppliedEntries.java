package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be written down after an apply. Pure. */
final class AppliedEntries {
  private AppliedEntries() {}

  /**
   * The entries: of what was done, and of what was there already and is the link's from now on.
   *
   * @param placed by version of the source
   */
  static Map<String, Optional<String>> of(
      SchemaView view,
      List<Outcome> outcomes,
      Map<Difference, SchemaStep> steps,
      Map<SchemaKey, SchemaVersion> placed) {
    Map<String, Optional<String>> entries = new HashMap<>();
    placed.forEach(
        (source, there) -> {
          Optional<SchemaVersion> version = view.source().version(source);
          String resource = AppliedSchema.resource(source);
          // What differs in this yet is not the link's: somebody else registered it.
          if (version.filter(one -> one.deleted() == there.deleted()).isPresent()
              && !view.applied().containsKey(resource)) {
            entries.put(resource, Optional.of(AppliedSchema.of(version.get(), there).text()));
          }
        });
    levels(view, entries);
    for (Outcome outcome : outcomes) {
      if (outcome.done()) {
        done(view, steps.get(outcome.difference()), placed, entries);
      }
    }
    return entries;
  }

  /** Those that are equal already: whoever changes them later is somebody else. */
  private static void levels(SchemaView view, Map<String, Optional<String>> entries) {
    view.source()
        .levels()
        .forEach(
            (subject, level) -> {
              String there = view.naming().target(subject);
              if (view.selects(subject) && level.equals(view.target().levels().get(there))) {
                entries.put(LevelDiff.resource(there), Optional.of(level));
              }
            });
    if (view.source().global().equals(view.target().global())) {
      entries.put(LevelDiff.GLOBAL, Optional.of(view.source().global()));
    }
  }

  private static void done(
      SchemaView view,
      SchemaStep step,
      Map<SchemaKey, SchemaVersion> placed,
      Map<String, Optional<String>> entries) {
    if (step instanceof SchemaStep.Register register) {
      SchemaVersion source = register.source();
      put(entries, source.key(), AppliedSchema.of(source, placed.get(source.key())));
    } else if (step instanceof SchemaStep.Show show) {
      put(
          entries,
          show.source().key(),
          AppliedSchema.of(show.source(), Versions.withDeleted(show.target(), false)));
    } else if (step instanceof SchemaStep.Hide hide) {
      put(
          entries,
          hide.source(),
          new AppliedSchema(hide.sourceId(), hide.target().key(), hide.target().id(), true));
    } else if (step instanceof SchemaStep.Level level) {
      entries.put(LevelDiff.resource(level.subject()), level.level());
    } else if (step instanceof SchemaStep.GlobalLevel level) {
      entries.put(LevelDiff.GLOBAL, Optional.of(level.level()));
    }
  }

  private static void put(
      Map<String, Optional<String>> entries, SchemaKey source, AppliedSchema applied) {
    entries.put(AppliedSchema.resource(source), Optional.of(applied.text()));
  }
}
