package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaVersion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds which version of the target stands for which one of the source: the one that was applied
 * for it, else one of the same number, else any of the same content. Pure; asked in the order of
 * dependencies.
 */
final class Counterparts {
  private final SchemaView view;
  private final Map<SchemaKey, SchemaVersion> found = new HashMap<>();
  private final Set<SchemaKey> taken = new HashSet<>();

  Counterparts(SchemaView view) {
    this.view = view;
  }

  /** Looks for one, and remembers it. */
  Optional<SchemaVersion> find(SchemaVersion source) {
    Optional<SchemaVersion> match = wanted(source).flatMap(text -> match(source.key(), text));
    match.ifPresent(
        target -> {
          found.put(source.key(), target);
          taken.add(target.key());
        });
    return match;
  }

  private Optional<SchemaVersion> match(SchemaKey source, SchemaText wanted) {
    String subject = view.naming().target(source.subject());
    Optional<SchemaVersion> applied =
        view.applied(source)
            .map(AppliedSchema::target)
            .filter(key -> key.subject().equals(subject))
            .flatMap(view.target()::version);
    return applied
        .or(() -> view.target().version(new SchemaKey(subject, source.version())))
        .filter(one -> one.text().means(wanted))
        .or(() -> anywhere(subject, wanted));
  }

  private Optional<SchemaVersion> anywhere(String subject, SchemaText wanted) {
    return view.target().subject(subject).stream()
        .filter(one -> !taken.contains(one.key()) && one.text().means(wanted))
        .min(
            Comparator.comparing(SchemaVersion::deleted).thenComparing(one -> one.key().version()));
  }

  /** What the target should have: its references by their names and numbers there. */
  private Optional<SchemaText> wanted(SchemaVersion source) {
    boolean whole =
        source.text().references().stream().allMatch(one -> found.containsKey(one.key()));
    return whole ? Optional.of(translated(source.text(), found)) : Optional.empty();
  }

  /** A text of the source as the target should have it, once all that it refers to is there. */
  static SchemaText translated(SchemaText text, Map<SchemaKey, SchemaVersion> placed) {
    return text.withReferences(
        one -> {
          SchemaKey there = placed.get(one.key()).key();
          return new SchemaReference(one.name(), there.subject(), there.version());
        });
  }

  /** By version of the source. */
  Map<SchemaKey, SchemaVersion> found() {
    return found;
  }

  /** Whether a version of the target stands for one of the source. */
  boolean isTaken(SchemaKey target) {
    return taken.contains(target);
  }
}
