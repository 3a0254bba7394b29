package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what keeps a target from having the source's ids, now or some day. Pure. */
final class IdConflicts {
  private record Place(String space, int id) {}

  private final SchemaView view;
  private final Map<Place, SchemaVersion> wanted = new HashMap<>();
  private final Set<String> spaces = new HashSet<>();

  private IdConflicts(SchemaView view) {
    this.view = view;
  }

  /** The first reason, as a sentence; empty if there is none. */
  static Optional<String> first(SchemaView view, List<SchemaVersion> selected) {
    IdConflicts conflicts = new IdConflicts(view);
    return conflicts.among(selected).or(conflicts::withTarget);
  }

  /** Ids of several contexts of the source that meet in one of the target. */
  private Optional<String> among(List<SchemaVersion> selected) {
    for (SchemaVersion version : selected) {
      String space = view.idSpace(view.naming().target(version.key().subject()));
      spaces.add(space);
      SchemaVersion other = wanted.putIfAbsent(new Place(space, version.id()), version);
      if (other != null && !same(other, version)) {
        return Optional.of(
            "id "
                + version.id()
                + " means both "
                + other.key()
                + " and "
                + version.key()
                + " at the source, and the target would not keep them apart");
      }
    }
    return Optional.empty();
  }

  /** What the target has that the source has not: both would give ids away on their own. */
  private Optional<String> withTarget() {
    for (SchemaVersion there : view.target().versions().values()) {
      String space = view.idSpace(there.key().subject());
      SchemaVersion mine = wanted.get(new Place(space, there.id()));
      if (spaces.contains(space) && (mine == null || !same(mine, there))) {
        return Optional.of(
            "the target's registry has schemas of its own, such as "
                + there.key()
                + " with id "
                + there.id());
      }
    }
    return Optional.empty();
  }

  private static boolean same(SchemaVersion one, SchemaVersion other) {
    return one.text().digest().equals(other.text().digest());
  }
}
