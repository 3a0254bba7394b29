package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Puts versions behind what they need: what they refer to, and the earlier versions of their
 * subject. What is needed comes along, selected or not. Pure; one use.
 */
final class DependencyOrder {
  private final RegistryState state;
  private final List<SchemaVersion> ordered = new ArrayList<>();
  private final Map<SchemaKey, String> refused = new LinkedHashMap<>();
  private final Set<SchemaKey> done = new LinkedHashSet<>();
  private final LinkedHashSet<SchemaKey> path = new LinkedHashSet<>();

  private DependencyOrder(RegistryState state) {
    this.state = state;
  }

  /** The versions of the selected subjects and all that these need. */
  static DependencyOrder of(RegistryState state, Predicate<String> selected) {
    DependencyOrder order = new DependencyOrder(state);
    state.versions().keySet().stream()
        .filter(key -> selected.test(key.subject()))
        .forEach(order::visit);
    return order;
  }

  /** Those that can be copied, each behind what it needs. */
  List<SchemaVersion> ordered() {
    return ordered;
  }

  /** Why the others cannot be; completes "it ...". */
  Map<SchemaKey, String> refused() {
    return refused;
  }

  private void visit(SchemaKey key) {
    if (done.contains(key)) {
      return;
    }
    path.add(key);
    SchemaVersion version = state.versions().get(key);
    state.subject(key.subject()).stream()
        .map(SchemaVersion::key)
        .filter(other -> other.version() < key.version() && !path.contains(other))
        .forEach(this::visit);
    version.text().references().forEach(reference -> need(key, reference));
    path.remove(key);
    done.add(key);
    if (!refused.containsKey(key)) {
      ordered.add(version);
    }
  }

  private void need(SchemaKey key, SchemaReference reference) {
    SchemaKey needed = reference.key();
    if (path.contains(needed)) {
      refused.put(key, "refers to itself through " + names(path, needed));
    } else if (state.version(needed).isEmpty()) {
      refused.put(key, "refers to " + needed + ", which the source does not have");
    } else {
      visit(needed);
      if (refused.containsKey(needed)) {
        refused.putIfAbsent(key, "needs " + needed + ", which cannot be copied");
      }
    }
  }

  private static String names(Collection<SchemaKey> path, SchemaKey from) {
    List<SchemaKey> all = List.copyOf(path);
    List<String> names =
        all.subList(all.indexOf(from), all.size()).stream().map(SchemaKey::toString).toList();
    return String.join(", ", names);
  }
}
