package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.ConfluentRegistry;
import io.strait.replicator.registry.RegistryException;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.registry.SubjectName;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a registry heeds ids: registers a schema of the source under its own id in a
 * scratch subject {@code strait-probe-...}, reads it back and removes all of it. The schema is one
 * that the target is to have under this very id, so that no numbering changes.
 */
final class IdProbe {
  private static final Logger log = LoggerFactory.getLogger(IdProbe.class);
  private static final String IMPORT = "IMPORT";
  private static final int VERSION = 3;

  private final ConfluentRegistry registry;
  private final RandomGenerator random;

  IdProbe(ConfluentRegistry registry, RandomGenerator random) {
    this.registry = registry;
    this.random = random;
  }

  /**
   * Why ids cannot be kept; empty if they can.
   *
   * @param sample without references
   * @param context of the target
   */
  Optional<String> run(SchemaVersion sample, String context) {
    String name = "strait-probe-" + HexFormat.of().toHexDigits(random.nextLong()) + "-value";
    String subject = new SubjectName(context, name).qualified();
    try {
      registry.setMode(subject, Optional.of(IMPORT));
    } catch (RegistryException e) {
      return Optional.of("it does not let modes be changed (" + e.getMessage() + ")");
    }
    try {
      return judged(
          sample,
          registry.registerAs(
              new SchemaVersion(
                  new SchemaKey(subject, VERSION), sample.id(), sample.text(), false)));
    } catch (RegistryException e) {
      return Optional.of("it refuses ids of our choice (" + e.getMessage() + ")");
    } finally {
      remove(subject);
    }
  }

  private static Optional<String> judged(SchemaVersion sample, SchemaVersion stored) {
    if (stored.id() != sample.id()) {
      return Optional.of("it gave id " + stored.id() + " when asked for " + sample.id());
    }
    return stored.key().version() == VERSION
        ? Optional.empty()
        : Optional.of("it gave version " + stored.key().version() + " when asked for " + VERSION);
  }

  private void remove(String subject) {
    try {
      registry.removeSubject(subject);
    } catch (RegistryException e) {
      log.atWarn()
          .addKeyValue("subject", subject)
          .addKeyValue("reason", e.getMessage())
          .log("Scratch subject is left behind");
    } finally {
      registry.setMode(subject, Optional.empty());
    }
  }
}
