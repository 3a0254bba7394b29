package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaVersion;
import java.util.Map;
import java.util.Optional;

/** What a step should have led to, and whether it did. Pure. */
final class Versions {
  private Versions() {}

  static SchemaVersion withDeleted(SchemaVersion version, boolean deleted) {
    return new SchemaVersion(version.key(), version.id(), version.text(), deleted);
  }

  /** The version of the target that stands for one of the source, if ids and numbers are kept. */
  static SchemaVersion wanted(SchemaStep.Register step, Map<SchemaKey, SchemaVersion> placed) {
    return new SchemaVersion(
        step.target(),
        step.source().id(),
        Counterparts.translated(step.source().text(), placed),
        step.source().deleted());
  }

  /** What reading back showed to be wrong; empty if it is as it should be. */
  static Optional<String> fault(SchemaStep step, SchemaVersion expected, RegistryState after) {
    if (step instanceof SchemaStep.Level level) {
      return unequal(
          level.level().orElse("none"), after.levels().getOrDefault(level.subject(), "none"));
    }
    if (step instanceof SchemaStep.GlobalLevel level) {
      return unequal(level.level(), after.global());
    }
    return step instanceof SchemaStep.Mode ? Optional.empty() : version(expected, after);
  }

  private static Optional<String> unequal(String wanted, String now) {
    return wanted.equals(now)
        ? Optional.empty()
        : Optional.of(
            "the registry answered well, but reads back '" + now + "' instead of '" + wanted + "'");
  }

  private static Optional<String> version(SchemaVersion expected, RegistryState after) {
    Optional<SchemaVersion> found = after.version(expected.key());
    if (found.isEmpty()) {
      return Optional.of(
          "the registry answered well, but has no "
              + expected.key()
              + " when it is read back; look at its log and its storage");
    }
    SchemaVersion there = found.get();
    if (there.id() != expected.id()) {
      return Optional.of(
          expected.key()
              + " has id "
              + there.id()
              + " when it is read back, not "
              + expected.id()
              + "; set 'twin.schemas.ids: remap'");
    }
    if (!there.text().means(expected.text())) {
      return Optional.of(
          expected.key()
              + " says something else when it is read back: id "
              + there.id()
              + " belongs to another schema there");
    }
    return there.deleted() == expected.deleted()
        ? Optional.empty()
        : Optional.of(
            expected.key() + " is " + (there.deleted() ? "deleted" : "live") + " when read back");
  }
}
