package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.ConfluentRegistry;
import io.strait.replicator.registry.RegistryException;
import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaRegistry;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.LastApplied;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers into subjects whose mode or compatibility must be another for a while. Before it
 * changes one it writes down what was; {@link #putBack} restores all. One thread.
 */
final class SubjectState {
  private static final Logger log = LoggerFactory.getLogger(SubjectState.class);
  private static final int CONFLICT = 409;
  private static final String IMPORT = "IMPORT";
  private static final String NONE = "NONE";

  private final SchemaRegistry target;
  private final RegistryState before;
  private final Set<SchemaKey> ours;
  private final LastApplied applied;
  private final Map<String, Optional<String>> modes = new LinkedHashMap<>();
  private final Map<String, Optional<String>> levels = new LinkedHashMap<>();

  SubjectState(
      SchemaRegistry target,
      RegistryState before,
      Map<SchemaKey, SchemaVersion> placed,
      LastApplied applied) {
    this.target = target;
    this.before = before;
    this.ours = placed.values().stream().map(SchemaVersion::key).collect(Collectors.toSet());
    this.applied = applied;
  }

  /** Registers under id and version of our choice. */
  SchemaVersion registerAs(SchemaVersion wanted) {
    ConfluentRegistry registry = (ConfluentRegistry) target;
    String subject = wanted.key().subject();
    if (!modes.containsKey(subject)) {
      // Whoever was interrupted here left another mode behind than there was before.
      Optional<String> mode =
          applied
              .value(Aspect.SCHEMAS, SchemaModes.resource(subject))
              .map(SchemaModes::before)
              .orElseGet(() -> registry.mode(subject));
      applied.applied(
          Aspect.SCHEMAS,
          Map.of(SchemaModes.resource(subject), Optional.of(SchemaModes.text(mode))));
      modes.put(subject, mode);
      registry.setMode(subject, Optional.of(IMPORT));
    }
    return registry.registerAs(wanted);
  }

  /**
   * Registers whatever the id. What the source took once is taken here as well, even if its level
   * today would refuse it; but only where all that the subject has came from the source.
   */
  SchemaVersion register(String subject, SchemaText text) {
    try {
      return target.register(subject, text);
    } catch (RegistryException e) {
      if (e.status() != CONFLICT || levels.containsKey(subject) || isShared(subject)) {
        throw e;
      }
    }
    Optional<String> level = Optional.ofNullable(before.levels().get(subject));
    applied.applied(Aspect.SCHEMAS, Map.of(LevelDiff.resource(subject), Optional.of(NONE)));
    levels.put(subject, level);
    target.setLevel(subject, Optional.of(NONE));
    return target.register(subject, text);
  }

  /** Sets a level for good, also where it is another at the moment. */
  void setLevel(String subject, Optional<String> level) {
    target.setLevel(subject, level);
    levels.computeIfPresent(subject, (same, before) -> level);
  }

  private boolean isShared(String subject) {
    return before.subject(subject).stream().anyMatch(one -> !ours.contains(one.key()));
  }

  /** Puts back what an earlier apply left. */
  void restoreMode(String subject, Optional<String> mode) {
    ((ConfluentRegistry) target).setMode(subject, mode);
    applied.applied(Aspect.SCHEMAS, Map.of(SchemaModes.resource(subject), Optional.empty()));
  }

  /** Restores everything; what cannot be restored is found by the next comparison. */
  void putBack() {
    modes.forEach((subject, mode) -> quietly(subject, () -> restoreMode(subject, mode)));
    levels.forEach(
        (subject, level) ->
            quietly(
                subject,
                () -> {
                  target.setLevel(subject, level);
                  applied.applied(Aspect.SCHEMAS, Map.of(LevelDiff.resource(subject), level));
                }));
  }

  private static void quietly(String subject, Runnable act) {
    try {
      act.run();
    } catch (RegistryException e) {
      log.atWarn()
          .addKeyValue("subject", subject)
          .addKeyValue("reason", e.getMessage())
          .log("Mode or compatibility of a subject is not put back yet");
    }
  }
}
