package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaVersion;
import java.util.Optional;

/** One write to a target's registry. */
sealed interface SchemaStep {
  /**
   * Registers a version of the source.
   *
   * @param source as the source has it, with its references
   * @param target its subject there, and its version if that can be chosen
   */
  record Register(SchemaVersion source, SchemaKey target) implements SchemaStep {}

  /**
   * Shows a soft-deleted version again.
   *
   * @param source which version of the source it is
   */
  record Show(SchemaVersion source, SchemaVersion target) implements SchemaStep {}

  /**
   * Soft-deletes a version.
   *
   * @param source which version of the source it is, or was
   * @param sourceId its id there
   */
  record Hide(SchemaKey source, int sourceId, SchemaVersion target) implements SchemaStep {}

  /**
   * Sets a subject's compatibility.
   *
   * @param level empty to take it back
   */
  record Level(String subject, Optional<String> level) implements SchemaStep {}

  /** Sets the compatibility of a context. */
  record GlobalLevel(String context, String level) implements SchemaStep {}

  /**
   * Puts back a subject's mode that an interrupted apply left changed.
   *
   * @param mode as it was; empty if none was set
   */
  record Mode(String subject, Optional<String> mode) implements SchemaStep {}
}
